import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string }>;
}

/** `GET /api/sessions/{id}/samples.jsonl`: the session's samples in a format, under a policy. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("sessionExport", request, await params);
}
