import { answerInspect } from "@/app/api/_inspect/answer-inspect";
import { jsonResponse } from "@/lib/inspect/json-response";
import { nodeTokens } from "@/lib/inspect/node-tokens";
import { pieces } from "@/lib/inspect/pieces";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly node: string }>;
}

export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { id, node } = await params;
  return answerInspect(request, async (context, query) => {
    const { ids } = await nodeTokens(context, id, node, query);
    return jsonResponse(pieces(ids, context.model));
  });
}
