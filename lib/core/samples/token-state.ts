/** What became of a token in one sample. Order is the wire value in the token columns. */
export const TOKEN_STATES = [
  "context",
  "trained",
  "scaffold",
  "reemitted",
  "realigned",
  "refused",
  "dropped",
] as const;

export type TokenState = (typeof TOKEN_STATES)[number];
