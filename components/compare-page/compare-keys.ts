import type { KeyTable } from "@/components/keys/key-table";

/** The keys of the comparison's page. */
export const COMPARE_KEYS = {
  "compare.next": { keys: ["n"], does: "next difference", group: "Go", scope: "page" },
  "compare.previous": { keys: ["p"], does: "previous difference", group: "Go", scope: "page" },
  "compare.swap": { keys: ["x"], does: "swap the two sides", group: "Show", scope: "page" },
} as const satisfies KeyTable;
