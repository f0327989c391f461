import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { readNodeDiff } from "@/lib/inspect/diff/read-node-diff";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly node: string }>;
}

export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { id, node } = await params;
  return answerInspect(request, async (context, query) =>
    jsonResponse(await readNodeDiff(context, id, node, query)),
  );
}
