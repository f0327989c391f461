import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { findSessionBeside } from "@/lib/inspect/session/find-session-beside";

export const dynamic = "force-dynamic";

/** `GET /api/list/beside`: the session after or before one in a filtered and sorted list, and where it stands. */
export function GET(request: Request): Promise<Response> {
  return answerInspect(request, async ({ store }, query) =>
    jsonResponse(await findSessionBeside(store, query)),
  );
}
