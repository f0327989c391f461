import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Message } from "@/lib/core/message/message";
import type { KeptReply } from "@/lib/recorder/answer/kept-replies";
import { mintReplyId } from "@/lib/recorder/answer/mint-ids";
import type { DeliveredTurn, ReplySink } from "@/lib/recorder/answer/reply-sink";
import { unmetDemands } from "@/lib/recorder/answer/unmet-demands";
import { effectHeaders } from "@/lib/recorder/edge/effect-headers";
import { KEEP_ALIVE_MS } from "@/lib/recorder/edge/settles-soon";
import type { SampledTurn } from "@/lib/recorder/history/tree-node";
import type { CallInFlight } from "@/lib/recorder/session/call-in-flight";
import type { CallReply, ReplyDelta } from "@/lib/wire/protocol";
import { callReply } from "./call-reply";
import { placeCall } from "./place-call";
import type { Admitted } from "./route-call";

const NO_IDS = new Int32Array(0);

/**
 * Sends a recorded answer once more, in one piece: the bytes of the first reply, since both are printed from the facts
 * of the turn by the same code.
 */
export async function replayWhole(admitted: Admitted, turn: SampledTurn): Promise<Response> {
  const deliveries = await begin(admitted, turn);
  const reply = await recordedReply(admitted, turn);
  const text = stringifyJson(admitted.protocol.formatReply(reply, admitted.request));
  const body = admitted.connection.openReply(() => admitted.call.leave());
  body.send(text);
  body.end(placeOf(admitted, turn));
  void settle(admitted, turn, body);
  return body.respond({
    headers: {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(text)),
      ...replayHeaders(admitted, turn, deliveries),
    },
  });
}

/** Passes a reply of another server's on once more, byte for byte. */
export async function replayKept(admitted: Admitted, turn: SampledTurn, kept: KeptReply): Promise<Response> {
  const deliveries = await begin(admitted, turn);
  const body = admitted.connection.openReply(() => admitted.call.leave());
  body.sendBytes(kept.bytes);
  body.end(placeOf(admitted, turn));
  void settle(admitted, turn, body);
  const headers = new Headers(kept.headers);
  for (const [name, value] of Object.entries(replayHeaders(admitted, turn, deliveries)))
    headers.set(name, value);
  return body.respond({ status: kept.status, headers });
}

/**
 * Sends a recorded answer as an event stream: reasoning, text and calls each whole, with the ids that they had. Of an
 * answer that is still sampled for another call only keep-alives are sent until it is whole.
 *
 * @param first The call that the answer is sampled for; null for one that is recorded.
 */
export async function streamReplay(
  admitted: Admitted,
  answered: Promise<SampledTurn | null>,
  first: CallInFlight | null,
): Promise<Response> {
  const turn = first === null ? await answered : null;
  const deliveries = turn === null ? null : await begin(admitted, turn);
  const reply = turn === null ? null : await recordedReply(admitted, turn);
  const { protocol, request, call, connection, session } = admitted;
  const body = connection.openReply(() => call.leave());
  const stream = protocol.openStream(request, {
    id: reply?.id ?? mintReplyId(request.protocol, first?.key ?? call.key),
    created: reply?.created ?? Math.floor((first ?? call).receivedAt / 1000),
    promptIds: (turn === null ? first?.promptIds : await session.promptIds(turn.recorded.index)) ?? NO_IDS,
  });
  const pump = async () => {
    const keepAlive = setInterval(() => body.send(stream.keepAlive()), KEEP_ALIVE_MS);
    try {
      body.send(stream.open());
      const whole = await answered;
      if (whole === null) throw new Error("The answer that a retry waited for was not sampled to its end.");
      if (deliveries === null) await begin(admitted, whole);
      const said = reply ?? (await recordedReply(admitted, whole));
      stream.tokens?.(Array.from(whole.recorded.outputIds));
      for (const delta of deltasOf(said.message)) body.send(stream.delta(delta));
      body.send(stream.close(said));
      body.end(placeOf(admitted, whole));
      await settle(admitted, whole, body);
    } catch (error) {
      body.cut(error instanceof Error ? error : new Error(String(error)));
      call.end();
    } finally {
      clearInterval(keepAlive);
    }
  };
  void pump();
  return body.respond({
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
      ...replayHeaders(admitted, turn, deliveries),
    },
  });
}

/** Notes that the turn is this call's answer too, and that it is sent once more. */
async function begin({ session, call }: Admitted, turn: SampledTurn): Promise<number> {
  const deliveries = await session.sendAgain(turn);
  call.answer(turn.recorded.index);
  return deliveries;
}

async function recordedReply(
  { session, request, parts }: Admitted,
  { recorded }: SampledTurn,
): Promise<CallReply> {
  const { callKey, receivedAt, responseMessage, engine } = recorded;
  if (callKey === null || receivedAt === null || responseMessage === null) {
    throw new Error(`Turn ${recorded.index} holds no reply that could be sent again.`);
  }
  const ids = await session.promptIds(recorded.index);
  return callReply(
    { request, parts, prompt: { ids }, call: { key: callKey, receivedAt } },
    {
      message: responseMessage,
      finishReason: recorded.finishReason,
      matchedStop: recorded.matchedStop,
      outputIds: recorded.outputIds,
      logProbs: recorded.outputLogProbs,
      topLogProbs: null,
      cachedTokens: engine?.cachedTokens ?? null,
    },
  );
}

function deltasOf({ reasoning_content: reasoning, content, tool_calls: calls = [] }: Message): ReplyDelta[] {
  return [
    ...(reasoning ? [{ type: "reasoning" as const, text: reasoning }] : []),
    ...(content ? [{ type: "content" as const, text: content }] : []),
    ...calls.map((call, index) => ({ type: "tool_call" as const, index, call })),
  ];
}

function placeOf({ session }: Admitted, { recorded }: SampledTurn): DeliveredTurn {
  return { session: session.input.id, turn: recorded.index };
}

/** Waits for the fate of a reply that was sent again, has it written, and ends the call. */
async function settle({ session, call }: Admitted, turn: SampledTurn, body: ReplySink): Promise<void> {
  const outcome = await body.outcome;
  if (outcome === "gone") session.disprove(turn);
  else session.delivered(turn.recorded.index, outcome);
  call.end();
}

/** `x-turntree-replayed` says how often the reply was sent, this time included. */
function replayHeaders(
  admitted: Admitted,
  turn: SampledTurn | null,
  deliveries: number | null,
): Record<string, string> {
  const { session, request } = admitted;
  const { withoutEffect } = placeCall(admitted, request);
  const message = turn?.recorded.responseMessage ?? null;
  const unmet =
    turn === null || message === null
      ? []
      : unmetDemands(request, { message, finishReason: turn.recorded.finishReason });
  return {
    "x-turntree-session": session.input.id,
    "x-turntree-replayed": String(deliveries ?? 2),
    ...(turn === null ? {} : { "x-turntree-turn": String(turn.recorded.index) }),
    ...effectHeaders([...withoutEffect, ...unmet]),
  };
}
