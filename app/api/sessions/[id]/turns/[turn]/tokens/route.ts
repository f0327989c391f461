import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { readTurnSequence } from "@/lib/inspect/session/read-turn-sequence";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly turn: string }>;
}

export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { id, turn } = await params;
  return answerInspect(request, async (context, query) =>
    jsonResponse(await readTurnSequence(context, id, turn, query)),
  );
}
