/** What stands beside a line that leaves another, by what kind of fork it is. */
export type ForkGlyph =
  | "branch"
  | "sub-agent"
  | "new conversation"
  | "compaction"
  | "rewrite"
  | "tokens"
  | "retry";

/** The glyphs of forks, the same in the tree and wherever their cause is named. */
export const EDGE_GLYPHS: Readonly<Record<ForkGlyph, string>> = {
  branch: "⎇",
  "sub-agent": "◇",
  "new conversation": "＋",
  compaction: "⇣",
  rewrite: "✎",
  tokens: "⑂",
  retry: "×",
};
