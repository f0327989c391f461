import { answerInspect } from "@/app/api/_inspect/answer-inspect";
import { compareSessions } from "@/lib/inspect/compare-sessions";
import { jsonResponse } from "@/lib/inspect/json-response";

export function GET(request: Request): Promise<Response> {
  return answerInspect(request, async (context, query) =>
    jsonResponse(await compareSessions(context, query)),
  );
}
