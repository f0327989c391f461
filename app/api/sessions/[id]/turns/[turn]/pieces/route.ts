import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly turn: string }>;
}

/** `GET /api/sessions/{id}/turns/{turn}/pieces`: what the ids of a turn's tokens stand for. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("turnPieces", request, await params);
}
