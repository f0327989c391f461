import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string }>;
}

/** `GET /api/sessions/{id}/tree`: the session's tree under a policy. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("tree", request, await params);
}
