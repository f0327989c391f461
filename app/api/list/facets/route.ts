import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

/** `GET /api/list/facets`: how many sessions a filter leaves, and how many each further condition would. */
export function GET(request: Request): Promise<Response> {
  return answerAtDesk("facets", request);
}
