import { exportSetting } from "@/lib/api/export-setting";
import { manage } from "@/lib/api/manage";
import { PLAIN_EXPORT } from "@/lib/export/export-options";
import { readSessionLines } from "@/lib/export/export-sessions";
import { samplesAnswer } from "@/lib/export/samples-answer";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";

/** The samples of a session that was finished, in slime's shape; `reason` says why there are none. */
export function finishedSamples(request: Request, id: string): Promise<Response> {
  return manage(request, "run", async (runtime) => {
    const session = await runtime.store.findSession(id);
    if (session === null) throw new SessionNotFoundError(id);
    const lines = await readSessionLines(session, PLAIN_EXPORT, exportSetting(runtime));
    const text = await samplesAnswer(lines, runtime.store);
    return new Response(text, { headers: { "content-type": "application/json" } });
  });
}
