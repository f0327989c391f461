/**
 * What `Esc` undoes, innermost first: one step a press, the first of these that stands. An open dialog, menu or
 * field takes the key before any of them.
 */
export const BACK_STEPS = [
  /** The session peeked at beside the list. */
  "peek",
  /** A pane's find or filter that still holds a query. */
  "find",
  /** A pinned card. */
  "pin",
  /** The selected range of tokens. */
  "range",
  /** What was marked to compare with. */
  "mark",
  /** What-if, open beside the session. */
  "what-if",
  /** A preview of another policy. */
  "preview",
  /** The sample opened in the token pane. */
  "sample",
  /** The selected message. */
  "node",
] as const;

export type BackStep = (typeof BACK_STEPS)[number];
