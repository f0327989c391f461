import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { groupTurns } from "@/lib/inspect/list/group-turns";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly index: string }>;
}

/** `GET /api/groups/{index}/turns`: the first line of each turn of the group's sessions. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { index } = await params;
  return answerInspect(request, async ({ store }, query) =>
    jsonResponse(await groupTurns(store, index, query)),
  );
}
