import type { KeyTable } from "../keyboard/key-table";

/** How tokens are drawn, chosen from anywhere on a session's page. */
export const TOKENS_KEYS = {
  "tokens.overlay-mask": { keys: ["1"], does: "colour tokens by mask", group: "Show", scope: "page" },
  "tokens.overlay-logprob": { keys: ["2"], does: "colour tokens by log-prob", group: "Show", scope: "page" },
  "tokens.overlay-owner": { keys: ["3"], does: "colour tokens by turn", group: "Show", scope: "page" },
  "tokens.white-space": { keys: ["w"], does: "show white space", group: "Show", scope: "page" },
} as const satisfies KeyTable;
