import { answerInspect } from "@/app/api/_inspect/answer-inspect";
import { statsOf } from "@/lib/inspect/figures";
import { jsonResponse } from "@/lib/inspect/json-response";

export const dynamic = "force-dynamic";

/** `GET /api/stats`: forks, drift and refusals by cause, over the sessions that `status` and `filter` leave. */
export function GET(request: Request): Promise<Response> {
  return answerInspect(request, async ({ store }, query) => jsonResponse(await statsOf(store, query)));
}
