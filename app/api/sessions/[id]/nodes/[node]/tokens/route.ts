import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly node: string }>;
}

/** `GET /api/sessions/{id}/nodes/{node}/tokens`: a node's tokens, in columns. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("nodeTokens", request, await params);
}
