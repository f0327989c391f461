import type { KeyTable } from "@/components/keys/key-table";

/** The keys of the difference's own page. */
export const DIFF_KEYS = {
  "diff.next": { keys: ["n"], does: "next departure", group: "Go", scope: "pane" },
  "diff.previous": { keys: ["p"], does: "departure before", group: "Go", scope: "pane" },
  "diff.next-loss": { keys: ["x"], does: "next departure that cost tokens", group: "Go", scope: "pane" },
  "diff.previous-loss": {
    keys: ["X"],
    does: "departure before that cost tokens",
    group: "Go",
    scope: "pane",
  },
  "diff.tokens": { keys: ["1"], does: "show tokens and ids", group: "Show", scope: "pane" },
  "diff.bytes": { keys: ["2"], does: "show bytes", group: "Show", scope: "pane" },
  "diff.messages": { keys: ["3"], does: "show messages", group: "Show", scope: "pane" },
} as const satisfies KeyTable;
