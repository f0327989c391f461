import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

/** `GET /api/stats`: forks, drift and refusals by cause, over the sessions that `status` and `filter` leave. */
export function GET(request: Request): Promise<Response> {
  return answerAtDesk("stats", request);
}
