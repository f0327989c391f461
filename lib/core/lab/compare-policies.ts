import type { Policy } from "@/lib/core/policy/policy";
import type { PromptSource, Recording } from "@/lib/core/recording/recording";
import type { Rewards } from "@/lib/core/samples/assign-rewards";
import { linearise } from "@/lib/core/samples/linearise";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import { rememberPrefixes } from "@/lib/core/samples/remember-prefixes";
import type { Sample } from "@/lib/core/samples/sample";

/** What one policy makes of a recording, in tokens unless said otherwise. */
export interface PolicyFigures {
  readonly policy: string;
  /** Number of samples. */
  readonly samples: number;
  readonly sampled: number;
  readonly trained: number;
  readonly realigned: number;
  readonly refused: number;
  readonly dropped: number;
  readonly trainedTwice: number;
  /** Every token that a trainer must process: the lengths of the samples together. */
  readonly totalTokens: number;
  readonly longestSample: number;
  /** Of `totalTokens`, those with which a sample repeats the beginning of the sample before it. */
  readonly duplicatedTokens: number;
  /** Trained tokens of each sample, in order: how the tokens are shared. */
  readonly trainedPerSample: readonly number[];
}

/**
 * Linearises one recording under several policies and says what each would train.
 *
 * @example
 * comparePolicies(recording, [resolvePolicy("slime"), resolvePolicy("strict")]).map(({ trained }) => trained);
 */
export function comparePolicies(recording: Recording, policies: readonly Policy[]): PolicyFigures[] {
  const unrewarded: Rewards = { reward: null };
  return policies.map((policy) =>
    policyFigures(recording, policy.name, linearise(recording, policy, unrewarded)),
  );
}

/** The figures of one result. */
export function policyFigures(
  recording: Recording,
  policy: string,
  { samples, ledger }: LineariseResult,
): PolicyFigures {
  const { sampled, trained, realigned, refused, dropped, trainedTwice } = ledger;
  return {
    policy,
    samples: samples.length,
    sampled,
    trained,
    realigned,
    refused,
    dropped,
    trainedTwice,
    totalTokens: samples.reduce((sum, { length }) => sum + length, 0),
    longestSample: samples.reduce((longest, { length }) => Math.max(longest, length), 0),
    duplicatedTokens: duplicatedTokens(recording.prompts, samples),
    trainedPerSample: samples.map(({ trainedTokens }) => trainedTokens),
  };
}

/** Samples stand in the order of their leaves, so that the one before is the one that most is shared with. */
function duplicatedTokens(
  prompts: PromptSource,
  samples: readonly Pick<Sample, "lastTurn" | "length">[],
): number {
  const commonPrefix = rememberPrefixes(prompts);
  return samples.slice(1).reduce((sum, sample, at) => {
    const before = samples[at];
    if (!before) return sum;
    const shared = commonPrefix(before.lastTurn, sample.lastTurn);
    return sum + Math.min(shared, before.length, sample.length);
  }, 0);
}
