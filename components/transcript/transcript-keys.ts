import type { KeyTable } from "@/components/keys/key-table";

/** The keys of a tree by the ARIA practices. Letters keep the page's meanings; `/` finds by text instead. */
export const TRANSCRIPT_KEYS = {
  "transcript.next": { keys: ["ArrowDown"], does: "next row", group: "Go", scope: "pane" },
  "transcript.previous": { keys: ["ArrowUp"], does: "previous row", group: "Go", scope: "pane" },
  "transcript.expand": {
    keys: ["ArrowRight"],
    does: "show the branches, then go into them",
    group: "Go",
    scope: "pane",
  },
  "transcript.collapse": {
    keys: ["ArrowLeft"],
    does: "hide the branches, then go to the row above",
    group: "Go",
    scope: "pane",
  },
  "transcript.first": { keys: ["Home"], does: "first row", group: "Go", scope: "pane" },
  "transcript.last": { keys: ["End"], does: "last row", group: "Go", scope: "pane" },
  "transcript.expand-all": { keys: ["*"], does: "show all branches", group: "Show", scope: "pane" },
  "transcript.collapse-all": { keys: ["\\"], does: "hide all branches", group: "Show", scope: "pane" },
} as const satisfies KeyTable;
