import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { sessionList } from "@/lib/inspect/list/session-list";

export const dynamic = "force-dynamic";

/** `GET /api/list`: a page of sessions as the inspector lists them, either way from a cursor. */
export function GET(request: Request): Promise<Response> {
  return answerInspect(request, async ({ store }, query) => jsonResponse(await sessionList(store, query)));
}
