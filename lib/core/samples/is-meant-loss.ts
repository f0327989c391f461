import type { DropReason, LostRun } from "./sample";

/** What nobody meant to train. */
const NOT_MEANT_TO_TRAIN: ReadonlySet<DropReason> = new Set(["auxiliary", "model_not_trained"]);

/**
 * Whether sampled tokens are in no sample because nobody meant to train them.
 *
 * @example
 * isMeantLoss({ state: "dropped", reason: "auxiliary" }); // true
 */
export function isMeantLoss(fate: LostRun["fate"]): boolean {
  return fate.state === "dropped" && NOT_MEANT_TO_TRAIN.has(fate.reason);
}
