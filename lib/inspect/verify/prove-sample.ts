import { standsAt } from "@/lib/core/base/stands-at";
import type { Recording } from "@/lib/core/recording/recording";
import type { SampleColumns } from "@/lib/core/samples/materialise-sample";

/**
 * Proves a sample against the recorded turns by comparing ids one by one, and by none of the code that made the sample.
 * A token may train only where one of the turns sampled it. The tokens before it, and its log-prob, must be exactly
 * those of the sample. Answers the failures, at most one sentence a kind.
 *
 * @example
 * proveSample(recording, { tokens, lossMask, logProbs, responseLength }, [1, 2]); // [] when all of it holds
 */
export function proveSample(
  recording: Recording,
  columns: SampleColumns,
  turns: readonly number[],
): string[] {
  const { tokens, lossMask, logProbs, responseLength } = columns;
  const region = Math.max(0, responseLength);
  if (lossMask.length !== region || logProbs.length !== region || region > tokens.length) {
    return [`mask, log-probs and ids do not fit a response of ${responseLength} tokens`];
  }
  const known = sampledHere(recording, tokens, turns);
  const start = tokens.length - region;
  const failures = new Map<string, string>();
  for (let i = 0; i < region; i++) {
    const at = start + i;
    const failure = failureAt(lossMask[i], logProbs[i], known[at]);
    if (failure && !failures.has(failure)) failures.set(failure, `position ${at} ${failure}`);
  }
  return [...failures.values()];
}

function failureAt(
  mask: number | undefined,
  logProb: number | undefined,
  sampled: number | undefined,
): string | null {
  if (mask !== 0 && mask !== 1) return "has a mask that is neither 0 nor 1";
  if (mask === 0) return logProb === 0 ? null : "does not train and has a log-prob";
  if (sampled === undefined) return "trains, and no turn sampled it after these tokens";
  const wanted = Number.isNaN(sampled) ? 0 : sampled;
  return logProb === wanted ? null : "trains with another log-prob than was recorded";
}

/** By position, the log-prob of the token there where a turn sampled it after these very tokens; NaN if unknown. */
function sampledHere(
  recording: Recording,
  tokens: Int32Array,
  turns: readonly number[],
): (number | undefined)[] {
  const known = new Array<number | undefined>(tokens.length);
  for (const index of turns) {
    const turn = recording.turns[index - 1];
    if (!turn) continue;
    const prompt = recording.prompts.ids(index);
    if (!standsAt(prompt, tokens)) continue;
    for (const [i, id] of turn.outputIds.entries()) {
      const at = prompt.length + i;
      if (tokens[at] !== id) break;
      known[at] ??= turn.outputLogProbs?.[i] ?? Number.NaN;
    }
  }
  return known;
}
