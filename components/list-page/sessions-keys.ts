import type { KeyTable } from "@/components/keys/key-table";

/** The keys of the list of sessions. */
export const SESSIONS_KEYS = {
  "sessions.next": { keys: ["j", "ArrowDown"], does: "next session", group: "Go", scope: "page" },
  "sessions.previous": { keys: ["k", "ArrowUp"], does: "previous session", group: "Go", scope: "page" },
  "sessions.first": { keys: ["Home"], does: "first session", group: "Go", scope: "page" },
  "sessions.next-loss": {
    keys: ["x"],
    does: "next session that lost something",
    group: "Go",
    scope: "page",
  },
  "sessions.previous-loss": {
    keys: ["X"],
    does: "session before that lost something",
    group: "Go",
    scope: "page",
  },
  "sessions.open": { keys: ["Enter", "o"], does: "open the session", group: "Go", scope: "page" },
  "sessions.peek": { keys: ["Space"], does: "peek at the session", group: "Show", scope: "page" },
  "sessions.mark": { keys: ["m"], does: "mark the session to compare", group: "Show", scope: "page" },
  "sessions.compare": { keys: ["v"], does: "compare the two marked sessions", group: "Show", scope: "page" },
  "sessions.newest": { keys: ["."], does: "show what was recorded since", group: "Show", scope: "page" },
} as const satisfies KeyTable;
