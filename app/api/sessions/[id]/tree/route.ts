import { answerInspect } from "@/app/api/_inspect/answer-inspect";
import { jsonResponse } from "@/lib/inspect/json-response";
import { sessionTree } from "@/lib/inspect/session-tree";

interface Place {
  readonly params: Promise<{ readonly id: string }>;
}

export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { id } = await params;
  return answerInspect(request, async (context, query) =>
    jsonResponse(await sessionTree(context, id, query)),
  );
}
