import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

/** `GET /api/policies`: what the sessions that `filter` leaves would train under each built-in policy. */
export function GET(request: Request): Promise<Response> {
  return answerAtDesk("setPolicies", request);
}
