import type { KeyTable } from "@/components/keys/key-table";

/** The keys of the samples of a session. */
export const SAMPLES_KEYS = {
  "samples.next": { keys: ["ArrowDown", "ArrowRight"], does: "next sample", group: "Samples", scope: "pane" },
  "samples.previous": {
    keys: ["ArrowUp", "ArrowLeft"],
    does: "previous sample",
    group: "Samples",
    scope: "pane",
  },
} as const satisfies KeyTable;
