import { type ForwardedReply, type ForwardInput, forwardCall } from "@/lib/engine/forward-call";
import { type AskedReply, forwardAsking } from "@/lib/engine/forwarded/forward-asking";
import { ReplyFilter } from "@/lib/engine/forwarded/reply-filter";
import type { CallInput } from "@/lib/recorder/answer/call-input";
import { type ForwardedAnswer, forwardedAnswer } from "@/lib/recorder/answer/forwarded-answer";
import type { KeptReply } from "@/lib/recorder/answer/kept-replies";
import { ReplyCollector } from "@/lib/recorder/answer/reply-collector";
import type { ReplySink } from "@/lib/recorder/answer/reply-sink";
import { readCallPath } from "@/lib/recorder/edge/call-path";
import { isWorthARetry, kindOfFailure } from "@/lib/recorder/edge/failure-of";
import { bodyText } from "@/lib/recorder/edge/read-body";
import { NO_LIMITS } from "@/lib/recorder/prompt/answer-limits";
import { resolveSampling } from "@/lib/recorder/prompt/resolve-sampling";
import type { CallSpan, StageSpan } from "@/lib/trace/call-span";
import type { CallWithPlace } from "./call-target";
import type { Job } from "./job";
import type { Pipeline } from "./pipeline";
import { recordTurn } from "./record-turn";
import type { Routed } from "./route-call";
import { settleDelivery } from "./settle-delivery";
import { type TakenIn, takeIn } from "./take-in";

/** A reply on its way from the server behind to the client. */
interface PassedReply {
  readonly reply: ForwardedReply;
  readonly collector: ReplyCollector;
  /** Takes out what the client did not ask for; null where it asked for all of it. */
  readonly filter: ReplyFilter | null;
  /** A filter like that, for the reply when it is sent again. */
  readonly filterAgain: ReplyFilter | null;
  readonly server: AskedReply["server"];
  readonly isStream: boolean;
  /** As the client is given them. */
  readonly headers: Headers;
  readonly body: ReplySink;
  /** When the call was sent on, by `performance.now()`. */
  readonly started: number;
  readonly span: CallSpan;
  readonly engine: StageSpan;
}

/**
 * Passes a call on to the server behind and its reply back, byte for byte. Both are recorded: messages always, token
 * ids where the server returns them. Whatever fails while recording, the client is given the reply.
 *
 * @throws CallError when the call may not be made; EngineError when the server cannot be reached.
 */
export async function passThrough(
  pipeline: Pipeline,
  target: CallWithPlace,
  httpRequest: CallInput,
): Promise<Response> {
  const { settings } = pipeline.parts;
  const text = bodyText(await httpRequest.read(settings.bodyLimitBytes));
  const { span } = target;
  const taken = await takeIn(pipeline, target, httpRequest, text);
  void taken.call?.ended.then(() => span.end());
  if (taken.again) return taken.again;
  const started = performance.now();
  const engine = span.begin("engine");
  try {
    const { reply, added, server } = await forward(pipeline, taken, tracedOn(httpRequest, engine), text);
    const body = httpRequest.openReply(() => taken.call?.leave());
    const isStream = reply.contentType.startsWith("text/event-stream");
    const collector = new ReplyCollector(isStream);
    const newFilter = () => (added === null ? null : new ReplyFilter(added, isStream));
    const [filter, filterAgain] = [newFilter(), newFilter()];
    const headers = new Headers(reply.headers);
    // What is taken out is not sent.
    if (filter !== null) headers.delete("content-length");
    if (taken.session !== null) headers.set("x-turntree-session", taken.session.input.id);
    const read = { reply, collector, filter, filterAgain, server, isStream, headers };
    const passed = { ...read, body, started, span, engine };
    void relay(pipeline, taken, passed).finally(() => span.end());
    return body.respond({ status: reply.status, headers });
  } catch (error) {
    engine.end(kindOfFailure(error));
    span.fail(kindOfFailure(error));
    if (taken.call !== null && isWorthARetry(error)) taken.session?.failed(taken.call);
    taken.call?.end();
    throw error;
  }
}

/** What of a call is sent on beside its body. */
type SentOn = Pick<CallInput, "url" | "headers" | "signal">;

/** The call with the trace context of the stage that passes it on, where there is one. */
function tracedOn({ url, headers: given, signal }: CallInput, { headers: context }: StageSpan): SentOn {
  const headers = new Headers(given);
  for (const [name, value] of Object.entries(context)) headers.set(name, value);
  return { url, headers, signal };
}

/** Sends the call on. One whose reply can be proven by its ids asks for them. */
async function forward(
  { parts, idServers }: Pipeline,
  { call, routed }: TakenIn,
  httpRequest: SentOn,
  text: string,
): Promise<AskedReply> {
  const { settings, keys } = parts;
  const url = new URL(httpRequest.url);
  const plain: ForwardInput = {
    url: settings.engineUrl,
    method: "POST",
    path: `${readCallPath(url.pathname).rest}${url.search}`,
    headers: httpRequest.headers,
    isWithheld: (value) => keys.holdsKey(value),
    body: Buffer.from(text),
    signal: call?.signal ?? httpRequest.signal,
    silenceMs: settings.engineSilenceMs,
  };
  const asks = settings.asksIds && settings.isTokenizerNamed && routed?.protocol.name === "openai_chat";
  return asks
    ? forwardAsking(plain, text, idServers)
    : { reply: await forwardCall(plain), added: null, server: null };
}

async function relay(pipeline: Pipeline, taken: TakenIn, passed: PassedReply): Promise<void> {
  const { reply, collector, filter, body } = passed;
  const { session, call } = taken;
  const send = (bytes: Uint8Array) => body.sendBytes(filter === null ? bytes : filter.push(bytes));
  try {
    for await (const chunk of reply.body()) for (const bytes of collector.add(chunk)) send(bytes);
    passed.engine.end();
    const turn = await record(pipeline, taken, passed, "pending");
    for (const bytes of collector.rest()) send(bytes);
    if (filter !== null) body.sendBytes(filter.rest());
    const isRecorded = turn !== null && session !== null && call !== null;
    body.end(isRecorded ? { session: session.input.id, turn } : undefined);
    if (!isRecorded) call?.end();
    else await settleDelivery(session, call, turn, body);
  } catch (error) {
    passed.engine.end(kindOfFailure(error));
    passed.span.fail(kindOfFailure(error));
    await record(pipeline, taken, passed, "undelivered");
    if (filter !== null) body.sendBytes(filter.rest());
    body.cut(error instanceof Error ? error : new Error(String(error)));
    call?.end();
  }
}

/** Records the answer of a reply; null when it holds none, or could not be recorded, which is then noted. Never throws. */
async function record(
  { unrecorded, kept }: Pipeline,
  taken: TakenIn,
  passed: PassedReply,
  delivery: "pending" | "undelivered",
): Promise<number | null> {
  const { reply, collector } = passed;
  if (reply.status >= 400) return null;
  const { session, routed } = taken;
  try {
    if (routed === null) throw taken.failure;
    const said = readReply(routed, passed);
    // Of a reply that broke off before anything was said nobody has seen anything.
    const isNothing = delivery === "undelivered" && said?.answer.unreadReply !== null;
    if (said === null || isNothing) return null;
    if (delivery === "pending" && collector.isKeptWhole) kept.add(routed.call.key, keptReply(passed));
    return (await recordTurn(jobOf(routed, said), said.answer, delivery)).turn;
  } catch (error) {
    if (collector.length > 0) await unrecorded.note(session, error);
    return null;
  }
}

/** The reply as the client is given it. */
function keptReply({ reply, collector, filterAgain, isStream, headers }: PassedReply): KeptReply {
  const all = collector.bytes();
  const bytes = filterAgain === null ? all : Buffer.concat([filterAgain.push(all), filterAgain.rest()]);
  return { status: reply.status, headers, bytes, isStream };
}

function readReply(
  routed: Routed,
  { reply, collector, server, started }: PassedReply,
): ForwardedAnswer | null {
  const { protocol, request, parts } = routed;
  return forwardedAnswer(
    {
      bytes: collector.bytes(),
      length: collector.length,
      contentType: reply.contentType,
      engineMs: performance.now() - started,
    },
    { protocol, request, server, model: parts.settings.isTokenizerNamed ? parts.model : null },
  );
}

/** A call whose prompt another server rendered. */
function jobOf(routed: Routed, { promptIds }: ForwardedAnswer): Job {
  const { settings } = routed.parts;
  return {
    ...routed,
    prompt: {
      ids: promptIds,
      messageStarts: new Int32Array(),
      generationStart: promptIds.length,
      build: "engine",
      scaffolds: [],
      rewrites: [],
      anchor: null,
      expertsHeld: 0,
      refusal: null,
    },
    sampling: resolveSampling(routed.request.sampling, routed.session.settings.sampling_defaults, {
      maxNewTokens: settings.maxNewTokens,
      room: settings.contextTokens,
    }),
    limits: NO_LIMITS,
    promptMs: 0,
  };
}
