import { exportSetting } from "@/lib/api/export-setting";
import { finishSessionBody } from "@/lib/api/finish-session-body";
import { manage } from "@/lib/api/manage";
import { readManagementBody } from "@/lib/api/read-management-body";
import { readSessionLines } from "@/lib/export/export-sessions";
import { samplesAnswer } from "@/lib/export/samples-answer";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

const SLIME = {
  format: "slime",
  policy: null,
  overrides: {},
  reward: null,
  advantage: null,
  unfit: "refuse",
} as const;

/** Finishes a session and answers its samples in slime's shape; `reason` says why there are none. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return manage(request, "run", async (runtime) => {
    const { id } = await params;
    const { recorder, settings } = runtime;
    const body = await readManagementBody(finishSessionBody, request, settings.bodyLimitBytes);
    const session = await recorder.finish(id, body);
    const text = samplesAnswer(await readSessionLines(session, SLIME, exportSetting(runtime)));
    return new Response(text, { headers: { "content-type": "application/json" } });
  });
}
