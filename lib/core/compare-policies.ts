import type { Rewards } from "./assign-rewards";
import { linearise } from "./linearise";
import type { LineariseResult } from "./linearise-result";
import type { Policy } from "./policy";
import type { Recording } from "./recording";

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
  /** All that a trainer must process: the lengths of the samples together. */
  readonly totalTokens: number;
  readonly longestSample: number;
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
  return policies.map((policy) => policyFigures(policy.name, linearise(recording, policy, unrewarded)));
}

/** The figures of one result. */
function policyFigures(policy: string, { samples, ledger }: LineariseResult): PolicyFigures {
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
    trainedPerSample: samples.map(({ trainedTokens }) => trainedTokens),
  };
}
