import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { sessionFacets } from "@/lib/inspect/list/session-list";

export const dynamic = "force-dynamic";

/** `GET /api/list/facets`: how many sessions a filter leaves, and how many each further condition would. */
export function GET(request: Request): Promise<Response> {
  return answerInspect(request, async ({ store }, query) => jsonResponse(await sessionFacets(store, query)));
}
