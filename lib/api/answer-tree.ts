import { packTree } from "@/lib/core/view/pack-tree";
import { readSessionTree } from "@/lib/inspect/session/inspect-session";
import { answerInspect } from "./answer-inspect";
import { jsonResponse } from "./json-response";

/** Answers with a session's tree under a policy; `form=packed` asks for the form that the page reads. */
export function answerTree(request: Request, id: string): Promise<Response> {
  return answerInspect(request, async (context, query) => {
    const tree = await readSessionTree(context, id, query);
    if (query.get("form") !== "packed") return jsonResponse(tree);
    return new Response(packTree(tree), {
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  });
}
