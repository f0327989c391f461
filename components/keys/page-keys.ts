import type { KeyTable } from "./key-table";

/** The keys that every page has. */
export const PAGE_KEYS = {
  "page.palette": {
    keys: ["Mod+k"],
    does: "find a command, message or session",
    group: "Find",
    scope: "page",
  },
  "page.find": { keys: ["/"], does: "find in the pane", group: "Find", scope: "page" },
  "page.help": { keys: ["?"], does: "show the keys", group: "Page", scope: "page" },
  "page.next-pane": { keys: ["F6"], does: "next pane", group: "Page", scope: "page" },
  "page.previous-pane": { keys: ["Shift+F6"], does: "previous pane", group: "Page", scope: "page" },
  "page.back": { keys: ["Escape"], does: "back one step", group: "Page", scope: "page" },
} as const satisfies KeyTable;
