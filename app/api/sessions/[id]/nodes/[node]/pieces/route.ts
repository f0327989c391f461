import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly node: string }>;
}

/** `GET /api/sessions/{id}/nodes/{node}/pieces`: what the ids of a node's tokens stand for. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("nodePieces", request, await params);
}
