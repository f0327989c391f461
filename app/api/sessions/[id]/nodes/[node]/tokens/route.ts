import { answerTokens } from "@/lib/api/answer-tokens";
import { readNodeTokens } from "@/lib/inspect/session/read-node-tokens";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly node: string }>;
}

export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { id, node } = await params;
  return answerTokens(request, (context, query) => readNodeTokens(context, id, node, query));
}
