import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly turn: string }>;
}

/** `GET /api/sessions/{id}/turns/{turn}/tokens`: a turn's tokens, in columns. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("turnTokens", request, await params);
}
