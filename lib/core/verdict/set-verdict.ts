import { causeTerms } from "@/lib/core/list/cause-terms";
import type { RunStats } from "@/lib/core/list/run-stats";

/** Sampled tokens that sessions of a set lost for one reason. */
export interface SetLoss {
  readonly state: "realigned" | "refused";
  readonly cause: string;
  readonly tokens: number;
  readonly sessions: number;
  /** The conditions that list these sessions. */
  readonly terms: readonly string[];
}

/** What a set of sessions comes to, each under its own policy. */
export interface SetVerdict {
  readonly sampled: number;
  readonly trained: number;
  /** What cost most first. */
  readonly losses: readonly SetLoss[];
  /** What is in no sample: cut, merged away, or beside the conversation. */
  readonly dropped: number;
}

/**
 * How much of what a set of sessions sampled trains, and what was lost to which cause.
 *
 * @example
 * setVerdict(stats).losses[0]; // { state: "realigned", cause: "white space", tokens: 9120, sessions: 41, … }
 */
export function setVerdict({ total, causes }: Pick<RunStats, "total" | "causes">): SetVerdict {
  const losses = causes
    .flatMap(({ subject, cause, tokens, sessions }): SetLoss[] =>
      (subject === "realigned" || subject === "refused") && tokens > 0
        ? [{ state: subject, cause, tokens, sessions, terms: causeTerms(subject, cause) }]
        : [],
    )
    .sort((a, b) => b.tokens - a.tokens);
  const { sampled_tokens: sampled, trained_tokens: trained } = total;
  const told = losses.reduce((sum, { tokens }) => sum + tokens, 0);
  return { sampled, trained, losses, dropped: Math.max(0, sampled - trained - told) };
}
