/** Why a prompt does not go on from what is held: a closed list, the same for drift and for forks. */
export const DRIFT_CAUSES = [
  "retokenised",
  "white space",
  "tool call re-serialised",
  "reasoning stripped",
  "tool calls dropped",
  "text dropped beside calls",
  "content parts",
  "header changed",
  "compaction",
  "sub-agent",
  "new conversation",
  "retry",
  "sampled again",
  "truncated anchor",
  "merged generations",
  "rewritten",
] as const;

export type DriftCause = (typeof DRIFT_CAUSES)[number];
