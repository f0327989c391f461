import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly index: string }>;
}

/** `GET /api/groups/{index}/advantages.csv`: rewards, advantages and weights, a line a session. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("advantages", request, await params);
}
