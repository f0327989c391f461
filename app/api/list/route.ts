import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

/** `GET /api/list`: a page of sessions as the inspector lists them, either way from a cursor. */
export function GET(request: Request): Promise<Response> {
  return answerAtDesk("list", request);
}
