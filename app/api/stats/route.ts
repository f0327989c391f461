import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { statsOf } from "@/lib/inspect/list/figures";

export const dynamic = "force-dynamic";

/** `GET /api/stats`: forks, drift and refusals by cause, over the sessions that `status` and `filter` leave. */
export function GET(request: Request): Promise<Response> {
  return answerInspect(request, async ({ store }, query) => jsonResponse(await statsOf(store, query)));
}
