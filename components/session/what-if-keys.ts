import type { KeyTable } from "@/components/keys/key-table";

/** Keys that try another policy, and the way to what it makes. */
export const WHAT_IF_KEYS = {
  "what-if.lower": {
    keys: [","],
    does: "lower the fork threshold to where something changes",
    group: "Show",
    scope: "page",
  },
  "what-if.raise": {
    keys: [";"],
    does: "raise the fork threshold to where something changes",
    group: "Show",
    scope: "page",
  },
  "what-if.open": { keys: ["T"], does: "try other settings of the policy", group: "Show", scope: "page" },
  "what-if.export": { keys: ["E"], does: "export the samples shown", group: "Show", scope: "page" },
} as const satisfies KeyTable;
