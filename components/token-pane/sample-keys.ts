import type { KeyTable } from "@/components/keys/key-table";

/** The keys of a sample's own page. */
export const SAMPLE_KEYS = {
  "sample.next": { keys: ["n"], does: "next sample", group: "Samples", scope: "page" },
  "sample.previous": { keys: ["p"], does: "previous sample", group: "Samples", scope: "page" },
  "sample.session": { keys: ["s"], does: "go to the session", group: "Samples", scope: "page" },
  "sample.copy-link": {
    keys: ["y"],
    does: "copy a link to this view",
    group: "Copy and export",
    scope: "page",
  },
} as const satisfies KeyTable;
