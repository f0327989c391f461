import { answerExport } from "@/app/api/_export/answer-export";
import { TURNS_FORMAT } from "@/lib/export/formats";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** `GET /api/sessions/{id}/turns.jsonl`: the raw recording, without loss. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { id } = await context.params;
  return answerExport(request, () => ({
    sessions: [id],
    options: { format: TURNS_FORMAT, policy: null, overrides: {}, reward: null },
    fileName: `${id}.turns.jsonl`,
  }));
}
