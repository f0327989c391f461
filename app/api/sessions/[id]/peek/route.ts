import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { sessionPeek } from "@/lib/inspect/list/session-peek";

export const dynamic = "force-dynamic";

interface Place {
  readonly params: Promise<{ readonly id: string }>;
}

/** `GET /api/sessions/{id}/peek`: the session's figures and its first messages. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { id } = await params;
  return answerInspect(request, async ({ store }) => jsonResponse(await sessionPeek(store, id)));
}
