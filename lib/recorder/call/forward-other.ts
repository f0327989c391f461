import { forwardCall } from "@/lib/engine/forward-call";
import { ReplyBody } from "@/lib/recorder/answer/reply-body";
import { readCallPath } from "@/lib/recorder/edge/call-path";
import { errorResponse } from "@/lib/recorder/edge/error-response";
import { readBody } from "@/lib/recorder/edge/read-body";
import type { RecorderParts } from "@/lib/recorder/parts";
import type { CallTarget } from "./call-target";

/** Passes on what is no model call, such as a list of models or a count of tokens, and records nothing. */
export async function forwardOther(
  { settings, keys }: Pick<RecorderParts, "settings" | "keys">,
  target: CallTarget,
  request: Request,
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
      body: method === "POST" ? Buffer.from(await readBody(request, settings.bodyLimitBytes)) : undefined,
      signal: request.signal,
      silenceMs: settings.engineSilenceMs,
    });
    const body = new ReplyBody(request.signal, () => undefined);
    void pump(reply.body(), body);
    return new Response(body.stream, { status: reply.status, headers: reply.headers });
  } catch (error) {
    return errorResponse(error, target.protocol);
  }
}

async function pump(bytes: AsyncIterable<Uint8Array>, body: ReplyBody): Promise<void> {
  try {
    for await (const chunk of bytes) body.sendBytes(chunk);
    body.end();
  } catch (error) {
    body.cut(error instanceof Error ? error : new Error(String(error)));
  }
}
