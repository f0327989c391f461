import type { KeyTable } from "@/components/keys/key-table";

/** The keys of the selected message. */
export const NODE_KEYS = {
  "node.copy-ids": {
    keys: ["I"],
    does: "copy the ids of the message as it was sampled",
    group: "Copy and export",
    scope: "page",
  },
} as const satisfies KeyTable;
