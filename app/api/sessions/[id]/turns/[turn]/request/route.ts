import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly turn: string }>;
}

/** `GET /api/sessions/{id}/turns/{turn}/request`: the request that made a turn, as it was recorded. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("turnRequest", request, await params);
}
