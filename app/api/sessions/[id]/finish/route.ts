import { exportSetting } from "@/lib/api/export-setting";
import { finishSessionBody } from "@/lib/api/finish-session-body";
import { manage } from "@/lib/api/manage";
import { readManagementBody } from "@/lib/api/read-management-body";
import { readSession } from "@/lib/export/export-sessions";
import { samplesAnswer } from "@/lib/export/samples-answer";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

const SLIME = { format: "slime", policy: null, overrides: {}, reward: null } as const;

/** Finishes a session and answers its samples in slime's shape; `reason` says why there are none. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return manage(request, async (runtime) => {
    const { id } = await params;
    const { recorder, settings } = runtime;
    await recorder.finish(id, await readManagementBody(finishSessionBody, request, settings.bodyLimitBytes));
    const text = samplesAnswer(await readSession(id, SLIME, exportSetting(runtime)));
    return new Response(text, { headers: { "content-type": "application/json" } });
  });
}
