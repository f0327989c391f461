import type { SessionCounters } from "@/lib/store/store";

/** Figures as a policy might give them; turns, sampled tokens and context are what the store counts itself. */
export const COUNTERS: SessionCounters = {
  turns: 99,
  nodes: 5,
  forks: 2,
  drift_spans: 3,
  refused: 4,
  samples: 2,
  sampled_tokens: 99,
  trained_tokens: 6,
  context_tokens: 99,
  shape: "BA",
};
