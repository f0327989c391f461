import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly sample: string }>;
}

/** `GET /api/sessions/{id}/samples/{sample}/tokens`: a sample's tokens, in columns. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  return answerAtDesk("sampleTokens", request, await params);
}
