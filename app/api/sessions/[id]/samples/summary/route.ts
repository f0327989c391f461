import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string }>;
}

/** `GET /api/sessions/{id}/samples/summary`: what `samples.jsonl` with the same query would be. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("sessionSummary", request, await params);
}
