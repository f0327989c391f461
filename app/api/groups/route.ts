import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

/** `GET /api/groups`: sessions that share a `group_index`, a page at a time. */
export function GET(request: Request): Promise<Response> {
  return answerAtDesk("groups", request);
}
