import { answerInspect } from "@/lib/api/answer-inspect";
import { encodeTokenColumns } from "@/lib/core/tokens/token-columns";
import { nodeTokens } from "@/lib/inspect/session/node-tokens";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly node: string }>;
}

export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { id, node } = await params;
  return answerInspect(request, async (context, query) => {
    const columns = await nodeTokens(context, id, node, query);
    return new Response(encodeTokenColumns(columns), {
      headers: { "content-type": "application/octet-stream", "cache-control": "no-store" },
    });
  });
}
