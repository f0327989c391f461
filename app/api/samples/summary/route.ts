import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

/** `GET /api/samples/summary`: what `samples.jsonl` over the same sessions would be. */
export function GET(request: Request): Promise<Response> {
  return answerAtDesk("exportSummary", request);
}
