import { listSessions } from "@/lib/recorder/list-sessions";
import { manage } from "@/lib/recorder/manage";
import { openSessionCall } from "@/lib/recorder/open-session-call";

export function GET(request: Request): Promise<Response> {
  return manage(request, (runtime) => listSessions(runtime, request));
}

export function POST(request: Request): Promise<Response> {
  return manage(request, (runtime) => openSessionCall(runtime, request));
}
