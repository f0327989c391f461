import { CallError } from "@/lib/recorder/edge/call-error";
import { settlesSoon } from "@/lib/recorder/edge/settles-soon";
import { isWholeAnswer } from "@/lib/recorder/history/is-whole-answer";
import type { SampledTurn } from "@/lib/recorder/history/tree-node";
import { replayKept, replayWhole, streamReplay } from "./replay-reply";
import type { Admitted } from "./route-call";

/**
 * Answers a call that was made before with the answer of that: the recorded one, or the one that is being sampled, which
 * is waited for. Null where the call is to be sampled, because it is new or because there is no whole answer to give.
 *
 * @throws CallError 409 for a key that was given to another call.
 */
export async function answerAgain(admitted: Admitted): Promise<Response | null> {
  const { session, call, request, parts } = admitted;
  const isForwarded = parts.settings.engine === "passthrough";
  for (;;) {
    const repeat = session.repeatOf(call);
    switch (repeat.type) {
      case "new":
        return null;
      case "conflict":
        throw keyOfAnother();
      case "answered":
        return replay(admitted, repeat.turn);
      case "running": {
        repeat.call.join(call.signal);
        const turn = wholeTurn(admitted, repeat.call.answered);
        if (request.stream && !isForwarded && !(await settlesSoon(turn))) {
          return streamReplay(admitted, turn, repeat.call);
        }
        const answered = await orAborted(turn, call.signal);
        if (answered !== null) return replay(admitted, answered);
        await orAborted(repeat.call.ended, call.signal);
      }
    }
  }
}

/** Null for a forwarded reply whose bytes are gone: it is held not to have arrived, and the server is asked again. */
async function replay(admitted: Admitted, turn: SampledTurn): Promise<Response | null> {
  const { kept, parts, request, session } = admitted;
  if (parts.settings.engine === "passthrough") {
    const reply = kept.get(turn.recorded.callKey ?? "");
    if (reply !== null && reply.isStream === request.stream) return replayKept(admitted, turn, reply);
    session.disprove(turn);
    return null;
  }
  return admitted.request.stream
    ? streamReplay(admitted, Promise.resolve(turn), null)
    : replayWhole(admitted, turn);
}

async function wholeTurn(
  { session }: Admitted,
  answered: Promise<number | null>,
): Promise<SampledTurn | null> {
  const index = await answered;
  const turn = index === null ? null : session.tree.turn(index);
  return turn !== null && isWholeAnswer(turn) ? turn : null;
}

/** @throws the signal's reason, as soon as it is aborted. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function keyOfAnother(): CallError {
  return new CallError({
    status: 409,
    kind: "conflict",
    message: "This idempotency key was given to a call with another body. Give each call a key of its own.",
  });
}
