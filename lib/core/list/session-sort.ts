/** What the list of sessions can be put in order of. */
export const SESSION_SORTS = [
  "created_at",
  "updated_at",
  "turns",
  "forks",
  "drift",
  "refused",
  "samples",
  "yield",
  "reward",
  "duration",
] as const;

export type SessionSort = (typeof SESSION_SORTS)[number];
