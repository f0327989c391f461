import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { packTree } from "@/lib/core/view/pack-tree";
import { readSessionTree } from "@/lib/inspect/session/inspect-session";

interface Place {
  readonly params: Promise<{ readonly id: string }>;
}

export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { id } = await params;
  return answerInspect(request, async (context, query) => {
    const tree = await readSessionTree(context, id, query);
    if (query.get("form") !== "packed") return jsonResponse(tree);
    return new Response(packTree(tree), {
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  });
}
