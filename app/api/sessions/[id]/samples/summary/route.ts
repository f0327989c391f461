import { answerExportSummary } from "@/lib/api/answer-export";
import { sessionExport } from "@/lib/api/session-export";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** `GET /api/sessions/{id}/samples/summary`: what `samples.jsonl` with the same query would be. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { id } = await context.params;
  return answerExportSummary(request, sessionExport(id));
}
