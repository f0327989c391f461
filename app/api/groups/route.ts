import { answerInspect } from "@/app/api/_inspect/answer-inspect";
import { groupsOf } from "@/lib/inspect/figures";
import { jsonResponse } from "@/lib/inspect/json-response";

export const dynamic = "force-dynamic";

/** `GET /api/groups`: sessions that share a `group_index`, a page at a time. */
export function GET(request: Request): Promise<Response> {
  return answerInspect(request, async ({ store }, query) => jsonResponse(await groupsOf(store, query)));
}
