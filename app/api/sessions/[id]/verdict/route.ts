import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string }>;
}

/** `GET /api/sessions/{id}/verdict`: how much of the session trains, what was lost, and what would keep it. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("verdict", request, await params);
}
