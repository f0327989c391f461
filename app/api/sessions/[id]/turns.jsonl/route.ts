import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string }>;
}

/** `GET /api/sessions/{id}/turns.jsonl`: the raw recording, without loss. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("recordedTurns", request, await params);
}
