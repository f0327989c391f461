import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

/** `GET /api/steps`: what the sessions that `filter` leaves trained and lost, step by step or group by group. */
export function GET(request: Request): Promise<Response> {
  return answerAtDesk("steps", request);
}
