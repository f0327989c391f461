import { answerPieces } from "@/lib/api/answer-tokens";
import { readTurnTokens } from "@/lib/inspect/session/read-turn-tokens";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly turn: string }>;
}

export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { id, turn } = await params;
  return answerPieces(request, (context, query) => readTurnTokens(context, id, turn, query));
}
