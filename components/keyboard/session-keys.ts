import type { KeyTable } from "./key-table";

/** The keys of a session's page, wherever the focus is. */
export const SESSION_KEYS = {
  "session.next-turn": { keys: ["j"], does: "next message", group: "Go", scope: "page" },
  "session.previous-turn": { keys: ["k"], does: "previous message", group: "Go", scope: "page" },
  "session.next-fork": { keys: ["f"], does: "next fork", group: "Go", scope: "page" },
  "session.previous-fork": { keys: ["F"], does: "previous fork", group: "Go", scope: "page" },
  "session.next-drift": { keys: ["d"], does: "next drift", group: "Go", scope: "page" },
  "session.previous-drift": { keys: ["D"], does: "previous drift", group: "Go", scope: "page" },
  "session.next-loss": { keys: ["x"], does: "next refused or dropped", group: "Go", scope: "page" },
  "session.previous-loss": { keys: ["X"], does: "previous refused or dropped", group: "Go", scope: "page" },
  "session.samples": { keys: ["s"], does: "go to the samples", group: "Samples", scope: "page" },
  "session.copy-link": {
    keys: ["y"],
    does: "copy a link to this view",
    group: "Copy and export",
    scope: "page",
  },
} as const satisfies KeyTable;
