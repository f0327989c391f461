import { answerExport } from "@/lib/api/answer-export";
import { sessionExport } from "@/lib/api/session-export";
import { TURNS_FORMAT } from "@/lib/export/formats";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** What the raw recording is asked for with: no policy touches it. */
const AS_IT_IS = { format: TURNS_FORMAT, policy: null, overrides: {}, reward: null, advantage: null };

/** `GET /api/sessions/{id}/turns.jsonl`: the raw recording, without loss. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { id } = await context.params;
  const read = sessionExport(id, () => AS_IT_IS);
  // Pages draw from it what they show.
  return answerExport(request, read, "read");
}
