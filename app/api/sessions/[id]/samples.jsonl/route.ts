import { answerExport } from "@/lib/api/answer-export";
import { sessionExport } from "@/lib/api/session-export";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** `GET /api/sessions/{id}/samples.jsonl`: the session's samples in a format, under a policy. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { id } = await context.params;
  return answerExport(request, sessionExport(id));
}
