import type { KeyTable } from "@/components/keys/key-table";

/** The keys of the sample ribbon. */
export const SAMPLES_KEYS = {
  "samples.next": { keys: ["ArrowDown"], does: "next sample", group: "Samples", scope: "pane" },
  "samples.previous": { keys: ["ArrowUp"], does: "previous sample", group: "Samples", scope: "pane" },
} as const satisfies KeyTable;
