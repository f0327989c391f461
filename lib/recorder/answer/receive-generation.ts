import type { Engine, GenerateRequest, GenerationEvent } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import { ClientGoneError } from "@/lib/recorder/edge/client-gone-error";

/** What was received of a generation when it ended or broke off. */
export interface ReceivedGeneration {
  readonly ids: Int32Array;
  readonly generation: GenerationEvent | null;
  /** Why it broke off; null when it came to its end, or was ended by `ending`. */
  readonly broken: Error | null;
  /** Whether `ending` ended it before the engine did. */
  readonly endedEarly: boolean;
  /** Milliseconds from the request to the first id and to the end. */
  readonly firstTokenMs: number | null;
  readonly engineMs: number;
}

/**
 * The ids of a generation as they come, with what had arrived when it broke off.
 *
 * @param ending Aborts the generation at the engine as soon as the answer is over for another reason than the engine's.
 *   The ids sampled by then are received, and nothing broke.
 * @throws EngineError, or the signal's reason, when nothing was sampled.
 */
export async function* receiveGeneration(
  engine: Engine,
  request: GenerateRequest,
  ending: AbortSignal,
): AsyncGenerator<readonly number[], ReceivedGeneration> {
  const started = performance.now();
  const ids: number[] = [];
  let firstTokenMs: number | null = null;
  let generation: GenerationEvent | null = null;
  let broken: Error | null = null;
  try {
    for await (const event of engine.generate({
      ...request,
      signal: AbortSignal.any([request.signal, ending]),
    })) {
      firstTokenMs ??= performance.now() - started;
      if (event.type === "generation") generation = event;
      else {
        for (const id of event.ids) ids.push(id);
        yield event.ids;
      }
    }
  } catch (error) {
    const hasNothing = ids.length === 0 && (generation?.outputIds.length ?? 0) === 0;
    if (hasNothing || !(error instanceof Error)) throw error;
    broken = error;
  }
  if (ending.aborted && !request.signal.aborted) broken = null;
  // An engine told to abort may still say what it had, with log-probs; that ends the call no better.
  else if (generation?.finishReason === "abort") broken ??= whyAborted(request.signal, generation);
  if (broken !== null && generation?.outputIds.length === 0) throw broken;
  const outputIds = generation?.outputIds ?? Int32Array.from(ids);
  const endedEarly = ending.aborted;
  return {
    ids: outputIds,
    generation,
    broken,
    endedEarly,
    firstTokenMs,
    engineMs: performance.now() - started,
  };
}

/** The client left, the session closed, or somebody else told the engine to, as trainers do before new weights. */
function whyAborted({ aborted, reason }: AbortSignal, { facts }: GenerationEvent): Error {
  if (aborted) return reason instanceof Error ? reason : new ClientGoneError();
  const words = typeof facts.abort_message === "string" ? `: ${facts.abort_message}` : "";
  return new EngineError("failed", `The engine broke off its answer${words}`);
}
