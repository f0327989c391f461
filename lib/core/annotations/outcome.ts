/**
 * How a session ended, as its environment says. `failed:` and a kind is a failure of the infrastructure (a sandbox that
 * died, a grader that crashed), which is no reward of 0. `masked` is a session that nobody shall learn from.
 */
export const OUTCOME = /^(?:ok|masked|failed:[A-Za-z][\w.-]{0,99})$/;

/** What an outcome must be, in words. */
export const OUTCOME_RULE = "ok, masked, or failed: and a kind";

/** Groups of outcomes that an export can ask for beside `ok`. */
export type LeftOutOutcome = "failed" | "masked";

/**
 * Why a session's outcome keeps it out of samples, groups and their means; null when nothing does.
 *
 * @example
 * leftOutBy("failed:sandbox"); // "failed"
 * leftOutBy(null); // null: nothing was said
 */
export function leftOutBy(outcome: string | null | undefined): LeftOutOutcome | null {
  if (outcome === null || outcome === undefined || outcome === "ok") return null;
  return outcome === "masked" ? "masked" : "failed";
}
