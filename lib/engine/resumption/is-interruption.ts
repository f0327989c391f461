import type { GenerateRequest, GenerationEvent } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";

/** How a request to the engine ended: with an answer, with an error, or with both where it broke off. */
export interface RequestEnd {
  readonly event: GenerationEvent | null;
  readonly error: unknown;
  /** Ids that were sampled for the call so far, by this request and those before. */
  readonly sampled: number;
  /** Whether an earlier request of the call was interrupted. */
  readonly isContinued: boolean;
}

/** What an engine answers that is starting, loading weights or overrun, or what stands before it. */
const NOT_NOW: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/**
 * Whether the engine broke off an answer that it can go on with: somebody else aborted it, as trainers do before new
 * weights, or the engine went away in the middle. An answer within a grammar is none: the grammar would begin anew.
 */
export function isInterruption(
  { event, error, sampled, isContinued }: RequestEnd,
  { signal, grammar }: Pick<GenerateRequest, "signal" | "grammar">,
): boolean {
  if (signal.aborted || (grammar && sampled > 0)) return false;
  if (error === null) return event?.finishReason === "abort";
  if (!(error instanceof EngineError) || (sampled === 0 && !isContinued)) return false;
  if (error.kind === "unreachable") return true;
  return (
    error.kind === "failed" &&
    error.status !== null &&
    NOT_NOW.has(error.status) &&
    isWaiting(error, isContinued)
  );
}

/** A request that was just running and failed with 500 would fail again. */
function isWaiting({ status }: EngineError, isContinued: boolean): boolean {
  return status === 503 || isContinued;
}
