import type { Turn } from "./turn";

/**
 * The turns beside the conversation, by index: auxiliary calls, answers that never arrived, and those that were asked
 * for again. Nothing forks from them.
 *
 * @example
 * turnsBeside([lost, retry]); // Set { 1 }
 */
export function turnsBeside(turns: readonly Turn[]): ReadonlySet<number> {
  const askedAgain = new Set(turns.map(({ retryOf }) => retryOf));
  const beside = turns.filter(
    ({ index, auxiliary, delivery }) =>
      auxiliary !== "none" || delivery === "undelivered" || askedAgain.has(index),
  );
  return new Set(beside.map(({ index }) => index));
}
