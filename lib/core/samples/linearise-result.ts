import type { MessageNode } from "@/lib/core/tree/tree";
import type { Ledger, Sample } from "./sample";

/** A recording under a policy: tree, samples and ledger. Node order is order of insertion. */
export interface LineariseResult {
  readonly tree: readonly MessageNode[];
  readonly samples: readonly Sample[];
  readonly ledger: Ledger;
}
