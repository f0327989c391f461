import { answerInspect } from "@/app/api/_inspect/answer-inspect";
import { groupTurns } from "@/lib/inspect/group-turns";
import { jsonResponse } from "@/lib/inspect/json-response";

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
