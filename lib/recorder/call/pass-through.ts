import { type ForwardedReply, forwardCall } from "@/lib/engine/forward-call";
import { ReplyBody } from "@/lib/recorder/answer/reply-body";
import { readCallPath } from "@/lib/recorder/edge/call-path";
import { NO_LIMITS } from "@/lib/recorder/prompt/answer-limits";
import { resolveSampling } from "@/lib/recorder/prompt/resolve-sampling";
import { forwardedAnswer } from "./forwarded-answer";
import type { Job } from "./job";
import { type Admitted, type Routed, routeCall } from "./route-call";
import { settleDelivery } from "./settle-delivery";
import { turnInput } from "./turn-input";

/** Where a stream of any protocol says that it ends: from here on bytes wait until the turn is on disk. */
const END_OF_STREAM = /\[DONE\]|"message_stop"|"response\.(completed|incomplete|failed)"/;

/**
 * Passes a call on to the server behind and its reply back, byte for byte. Both are recorded: messages always, token
 * ids where the server returns them.
 *
 * @throws EngineError when the server cannot be reached.
 */
export async function passThrough(admitted: Admitted, httpRequest: Request, body: string): Promise<Response> {
  const { settings } = admitted.parts;
  const started = performance.now();
  const routed = await routeCall(admitted);
  const url = new URL(httpRequest.url);
  const reply = await forwardCall({
    url: settings.engineUrl,
    method: "POST",
    path: `${readCallPath(url.pathname).rest}${url.search}`,
    headers: httpRequest.headers,
    isWithheld: (value) => admitted.parts.keys.holdsKey(value),
    body: Buffer.from(body),
    signal: admitted.call.signal,
    silenceMs: settings.engineSilenceMs,
  });
  const replyBody = new ReplyBody(admitted.connection, () => admitted.call.leave());
  void relay(routed, reply, replyBody, started);
  const headers = new Headers(reply.headers);
  headers.set("x-turntree-session", admitted.session.input.id);
  return new Response(replyBody.stream, { status: reply.status, headers });
}

async function relay(routed: Routed, reply: ForwardedReply, body: ReplyBody, started: number): Promise<void> {
  const { call, session } = routed;
  const received: Uint8Array[] = [];
  let held: Uint8Array[] = [];
  const isStream = reply.contentType.startsWith("text/event-stream");
  try {
    for await (const chunk of reply.body()) {
      received.push(chunk);
      held.push(chunk);
      if (!isStream || END_OF_STREAM.test(Buffer.concat(received.slice(-2)).toString("latin1"))) continue;
      for (const bytes of held) body.sendBytes(bytes);
      held = [];
    }
    const turn = reply.status < 400 ? await record(routed, received, reply, started, "pending") : null;
    for (const bytes of held) body.sendBytes(bytes);
    body.end();
    if (turn === null) call.end();
    else await settleDelivery(session, call, turn, body);
  } catch (error) {
    await record(routed, received, reply, started, "undelivered").catch((failure: unknown) => {
      console.error(`A cut reply of session ${session.input.id} could not be recorded:`, failure);
    });
    body.cut(error instanceof Error ? error : new Error(String(error)));
    call.end();
  }
}

/** Records the answer of a reply; null when it holds none. */
async function record(
  routed: Routed,
  received: readonly Uint8Array[],
  reply: ForwardedReply,
  started: number,
  delivery: "pending" | "undelivered",
): Promise<number | null> {
  const bytes = Buffer.concat(received);
  const said = forwardedAnswer(bytes, reply.contentType, routed.protocol, performance.now() - started);
  if (said === null) return null;
  const { settings } = routed.parts;
  const job: Job = {
    ...routed,
    prompt: {
      ids: said.promptIds,
      messageStarts: new Int32Array(),
      generationStart: said.promptIds.length,
      build: "engine",
      scaffolds: [],
      rewrites: [],
      anchor: null,
      refusal: null,
    },
    sampling: resolveSampling(routed.request.sampling, routed.session.settings.sampling_defaults, {
      maxNewTokens: settings.maxNewTokens,
      room: settings.contextTokens,
    }),
    limits: NO_LIMITS,
    promptMs: 0,
  };
  const input = turnInput(job, said.answer, delivery);
  const refusal = said.hasIds ? input.turn.refusal : "no_token_ids";
  return routed.session.append({ ...input, turn: { ...input.turn, refusal } }, routed.call);
}
