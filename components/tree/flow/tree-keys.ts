import type { KeyTable } from "@/components/keys/key-table";

/** Keys of the tree, wherever the focus is: no other pane is zoomed. */
export const TREE_KEYS = {
  "tree.zoom-out": { keys: ["-"], does: "zoom the tree out", group: "Show", scope: "page" },
  "tree.zoom-in": { keys: ["="], does: "zoom the tree in", group: "Show", scope: "page" },
  "tree.fit": { keys: ["0"], does: "bring the selection into view", group: "Show", scope: "page" },
  "tree.fit-all": { keys: ["a"], does: "show the whole tree", group: "Show", scope: "page" },
} as const satisfies KeyTable;
