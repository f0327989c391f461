/** Columns of the list: what each figure means, and where it gives way on a narrow screen. */
export const COLUMNS = [
  { name: "Session", meaning: "The session's id and status", look: "" },
  { name: "Model", meaning: "The model that answered", look: "max-lg:hidden" },
  { name: "Turns", meaning: "Calls of the model", look: "text-right max-md:hidden" },
  {
    name: "Forks",
    meaning:
      "Places where the session stops being one straight conversation: new roots, branches, rewrites, drift",
    look: "text-right max-md:hidden",
  },
  {
    name: "Drift",
    meaning: "Stretches where a later prompt spelled an answer with other tokens than the model sampled",
    look: "text-right max-md:hidden",
  },
  {
    name: "Refused",
    meaning: "Sampled tokens that cannot be trained: not proven, without log-probs, undelivered",
    look: "text-right max-lg:hidden",
  },
  {
    name: "Samples",
    meaning: "Training samples that the session gives under its policy",
    look: "text-right max-md:hidden",
  },
  { name: "Trained", meaning: "Share of the sampled tokens that some sample trains", look: "text-right" },
  { name: "Reward", meaning: "Given when the session was finished", look: "text-right max-lg:hidden" },
  {
    name: "Changed",
    meaning: "When something was last recorded",
    look: "text-right text-ink-2 max-sm:hidden",
  },
] as const;
