import type { KeyTable } from "@/components/keys/key-table";

/** The keys of a tree by the ARIA practices. Letters keep the page's meanings; `/` finds by text instead. */
export const OUTLINE_KEYS = {
  "outline.next": { keys: ["ArrowDown"], does: "next row", group: "Go", scope: "pane" },
  "outline.previous": { keys: ["ArrowUp"], does: "previous row", group: "Go", scope: "pane" },
  "outline.expand": {
    keys: ["ArrowRight"],
    does: "show the branches, then go into them",
    group: "Go",
    scope: "pane",
  },
  "outline.collapse": {
    keys: ["ArrowLeft"],
    does: "hide the branches, then go to the row above",
    group: "Go",
    scope: "pane",
  },
  "outline.first": { keys: ["Home"], does: "first row", group: "Go", scope: "pane" },
  "outline.last": { keys: ["End"], does: "last row", group: "Go", scope: "pane" },
  "outline.expand-all": { keys: ["*"], does: "show all branches", group: "Show", scope: "pane" },
  "outline.collapse-all": { keys: ["\\"], does: "hide all branches", group: "Show", scope: "pane" },
} as const satisfies KeyTable;
