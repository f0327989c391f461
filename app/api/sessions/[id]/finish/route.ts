import { notingSession } from "@/lib/api/audit/noting-session";
import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";
import { finishSessionBody } from "@/lib/api/finish/finish-session-body";
import { manage } from "@/lib/api/manage";
import { readManagementBody } from "@/lib/api/read-management-body";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** Finishes a session and answers its samples in slime's shape; `reason` says why there are none. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return manage(request, "run", async ({ recorder, settings, store }, note) => {
    const { id } = await params;
    const body = await readManagementBody(finishSessionBody, request, settings.bodyLimitBytes);
    await notingSession(store, id, note, () => recorder.finish(id, body));
    const { url, headers, signal } = request;
    return answerAtDesk("finishedSamples", new Request(url, { headers, signal }), { id });
  });
}
