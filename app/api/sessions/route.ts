import { answerSessionList } from "@/lib/api/answer-session-list";
import { manage } from "@/lib/api/manage";
import { openSessionCall } from "@/lib/api/open-session-call";

export function GET(request: Request): Promise<Response> {
  return manage(request, "read", (runtime) => answerSessionList(runtime, request));
}

export function POST(request: Request): Promise<Response> {
  return manage(request, "run", (runtime) => openSessionCall(runtime, request));
}
