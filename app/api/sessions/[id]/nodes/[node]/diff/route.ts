import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly node: string }>;
}

/** `GET /api/sessions/{id}/nodes/{node}/diff`: how a prompt departs from what came before it. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("nodeDiff", request, await params);
}
