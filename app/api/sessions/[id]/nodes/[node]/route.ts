import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { readNodeDetail } from "@/lib/inspect/session/read-node-detail";

interface Place {
  readonly params: Promise<{ readonly id: string; readonly node: string }>;
}

export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { id, node } = await params;
  return answerInspect(request, async (context, query) =>
    jsonResponse(await readNodeDetail(context, id, node, query)),
  );
}
