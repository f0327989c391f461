import { answerTokens } from "@/lib/api/answer-tokens";
import { readSampleTokens } from "@/lib/inspect/session/read-sample-tokens";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly sample: string }>;
}

export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { id, sample } = await params;
  return answerTokens(request, (context, query) => readSampleTokens(context, id, sample, query));
}
