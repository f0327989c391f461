import type { RecordedCall } from "@/engines/recorded-session";
import { type WireGeneration, wireGeneration } from "./wire-generation";
import type { Exchange } from "./wire-tap";

/** The generation on the wire that gave a recorded call; null where there is none. */
export function generationOf(call: RecordedCall, exchanges: readonly Exchange[]): WireGeneration | null {
  for (const exchange of exchanges) {
    const generation = wireGeneration(exchange);
    if (generation !== null && isGenerationOf(call, generation)) return generation;
  }
  return null;
}

/** Whether a generation has the ids and log-probs of a recorded call, after its prompt. */
export function isGenerationOf({ promptIds, turn }: RecordedCall, generation: WireGeneration): boolean {
  const { outputIds, outputLogProbs } = turn;
  return (
    sameNumbers(promptIds, generation.promptIds) &&
    sameNumbers(outputIds, generation.outputIds.slice(0, outputIds.length)) &&
    outputLogProbs !== null &&
    generation.outputIds.length >= outputIds.length &&
    outputLogProbs.every((value, i) => Object.is(value, generation.logProbs[i] ?? Number.NaN))
  );
}

function sameNumbers(a: Int32Array, b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
