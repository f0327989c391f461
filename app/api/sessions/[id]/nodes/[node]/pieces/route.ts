import { answerInspect } from "@/lib/api/answer-inspect";
import { encodePieceTable } from "@/lib/core/tokens/piece-table";
import { nodeTokens } from "@/lib/inspect/session/node-tokens";
import { pieceList } from "@/lib/inspect/session/pieces";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly node: string }>;
}

export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { id, node } = await params;
  return answerInspect(request, async (context, query) => {
    const { ids } = await nodeTokens(context, id, node, query);
    return new Response(encodePieceTable(pieceList(ids, context.model)), {
      headers: { "content-type": "application/octet-stream", "cache-control": "no-store" },
    });
  });
}
