import { advantagesCsv } from "@/lib/api/advantages-csv";
import { answerInspect } from "@/lib/api/answer-inspect";
import { groupOf } from "@/lib/inspect/list/figures";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly index: string }>;
}

/** `GET /api/groups/{index}/advantages.csv`: rewards, advantages and weights, a line a session. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { index } = await params;
  return answerInspect(request, async ({ store }) => {
    const body = advantagesCsv(await groupOf(store, index));
    return new Response(body, { headers: { "content-type": "text/csv; charset=utf-8" } });
  });
}
