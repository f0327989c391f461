import { answerAtDesk } from "@/lib/api/desk/answer-at-desk";
import { manage } from "@/lib/api/manage";
import { openSessionCall } from "@/lib/api/open-session-call";

export function GET(request: Request): Promise<Response> {
  return answerAtDesk("sessions", request);
}

export function POST(request: Request): Promise<Response> {
  return manage(request, "run", (runtime, note) => openSessionCall(runtime, request, note));
}
