import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

/** `GET /api/health-report`: what is out of order in the sessions that `filter` leaves. */
export function GET(request: Request): Promise<Response> {
  return answerAtDesk("healthReport", request);
}
