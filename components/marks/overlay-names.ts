/** What the colours of the token pane can stand for, in the order of their keys. */
export const OVERLAYS = [
  "mask",
  "logprob",
  "mismatch",
  "entropy",
  "role",
  "owner",
  "drift",
  "advantage",
  "policy_mask",
] as const;

export type Overlay = (typeof OVERLAYS)[number];
