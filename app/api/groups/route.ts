import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { groupsOf } from "@/lib/inspect/list/figures";

export const dynamic = "force-dynamic";

/** `GET /api/groups`: sessions that share a `group_index`, a page at a time. */
export function GET(request: Request): Promise<Response> {
  return answerInspect(request, async ({ store }, query) => jsonResponse(await groupsOf(store, query)));
}
