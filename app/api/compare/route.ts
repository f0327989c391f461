import { answerInspect } from "@/lib/api/answer-inspect";
import { jsonResponse } from "@/lib/api/json-response";
import { compareSessions } from "@/lib/inspect/diff/compare-sessions";

export function GET(request: Request): Promise<Response> {
  return answerInspect(request, async (context, query) =>
    jsonResponse(await compareSessions(context, query)),
  );
}
