import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

/** `GET /api/causes/example`: of the sessions that `filter` leaves one in which a cause shows, and where. */
export function GET(request: Request): Promise<Response> {
  return answerAtDesk("causeExample", request);
}
