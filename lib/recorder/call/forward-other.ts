import { forwardCall } from "@/lib/engine/forward-call";
import type { CallInput } from "@/lib/recorder/answer/call-input";
import type { ReplySink } from "@/lib/recorder/answer/reply-sink";
import { readCallPath } from "@/lib/recorder/edge/call-path";
import { errorResponse } from "@/lib/recorder/edge/error-response";
import type { RecorderParts } from "@/lib/recorder/parts";
import type { CallTarget } from "./call-target";

/** Passes on what is no model call, such as a list of models or a count of tokens, and records nothing. */
export async function forwardOther(
  { settings, keys }: Pick<RecorderParts, "settings" | "keys">,
  target: CallTarget,
  request: CallInput,
): Promise<Response> {
  try {
    const url = new URL(request.url);
    const method = request.method === "POST" ? "POST" : "GET";
    const reply = await forwardCall({
      url: settings.engineUrl,
      method,
      path: `${readCallPath(url.pathname).rest}${url.search}`,
      headers: request.headers,
      isWithheld: (value) => keys.holdsKey(value),
      body: method === "POST" ? Buffer.concat(await request.read(settings.bodyLimitBytes)) : undefined,
      signal: request.signal,
      silenceMs: settings.engineSilenceMs,
    });
    const body = request.openReply(() => undefined);
    void pump(reply.body(), body);
    return body.respond({ status: reply.status, headers: reply.headers });
  } catch (error) {
    return errorResponse(error, target.protocol);
  }
}

async function pump(bytes: AsyncIterable<Uint8Array>, body: ReplySink): Promise<void> {
  try {
    for await (const chunk of bytes) body.sendBytes(chunk);
    body.end();
  } catch (error) {
    body.cut(error instanceof Error ? error : new Error(String(error)));
  }
}
