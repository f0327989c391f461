import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

/** `GET /api/compare`: two sessions side by side. */
export function GET(request: Request): Promise<Response> {
  return answerAtDesk("compare", request);
}
