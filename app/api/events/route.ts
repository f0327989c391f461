import { eventStream } from "@/lib/api/events/event-stream";
import { manage } from "@/lib/api/manage";
import { closingSignal } from "@/lib/inspect/closing-signal";

export function GET(request: Request): Promise<Response> {
  return manage(request, "read", async ({ store }) => {
    const query = new URL(request.url).searchParams;
    const after = request.headers.get("last-event-id") ?? query.get("after");
    const stream = eventStream({
      store,
      session: query.get("session"),
      after: after !== null && /^\d+$/.test(after) ? Number(after) : null,
      signal: closingSignal(request),
    });
    return new Response(stream, {
      headers: { "content-type": "text/event-stream", "cache-control": "no-cache, no-transform" },
    });
  });
}
