import type { MessageNode } from "@/lib/core/tree/tree";
import type { Ledger, Sample } from "./sample";

/** All that a policy makes of a recording. Node order is order of insertion. */
export interface LineariseResult {
  readonly tree: readonly MessageNode[];
  readonly samples: readonly Sample[];
  readonly ledger: Ledger;
}
