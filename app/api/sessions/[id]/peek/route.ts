import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string }>;
}

/** `GET /api/sessions/{id}/peek`: the session's figures and its first messages. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("peek", request, await params);
}
