import type { KeyTable } from "@/components/keys/key-table";

/** The keys of the selected message. */
export const NODE_KEYS = {
  "node.copy-ids": {
    keys: ["I"],
    does: "copy the ids of the message, or of its marked tokens",
    group: "Copy and export",
    scope: "page",
  },
  "node.copy-text": {
    keys: ["Mod+c"],
    does: "copy the text of the marked tokens",
    group: "Copy and export",
    scope: "pane",
  },
  "node.copy-json": {
    keys: ["Y"],
    does: "copy the marked tokens as JSON",
    group: "Copy and export",
    scope: "pane",
  },
  "node.each-token": {
    keys: ["l"],
    does: "list each token of the message, or its text",
    group: "Show",
    scope: "page",
  },
  "node.next-loss": { keys: ["x"], does: "next loss", group: "Go", scope: "pane" },
  "node.previous-loss": { keys: ["X"], does: "loss before", group: "Go", scope: "pane" },
  "node.next-token": { keys: ["ArrowRight"], does: "next token of the text", group: "Go", scope: "pane" },
  "node.previous-token": { keys: ["ArrowLeft"], does: "token before", group: "Go", scope: "pane" },
  "node.extend-next": { keys: ["Shift+ArrowRight"], does: "mark one token more", group: "Go", scope: "pane" },
  "node.extend-previous": {
    keys: ["Shift+ArrowLeft"],
    does: "mark one token less",
    group: "Go",
    scope: "pane",
  },
} as const satisfies KeyTable;
