import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

/** `GET /api/list/beside`: the session after or before one in a filtered and sorted list, and where it stands. */
export function GET(request: Request): Promise<Response> {
  return answerAtDesk("beside", request);
}
