import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { groupOf } from "@/lib/inspect/list/figures";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly index: string }>;
}

/** `GET /api/groups/{index}`: the group's sessions, each with its advantage. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { index } = await params;
  return answerInspect(request, async ({ store }) => jsonResponse(await groupOf(store, index)));
}
