import type { Turn } from "@/lib/core/recording/turn";

/**
 * The turns beside the conversation, by index: auxiliary calls, answers that never arrived, and those that were asked
 * for again. Nothing forks from them.
 *
 * @example
 * turnsBeside([lost, retry]); // Set { 1 }
 */
export function turnsBeside(turns: readonly Turn[]): ReadonlySet<number> {
  const auxiliary = turns.filter((turn) => turn.auxiliary !== "none").map(({ index }) => index);
  return new Set([...auxiliary, ...lostTurns(turns)]);
}

/** Of those, the answers that never arrived or were asked for again. */
export function lostTurns(turns: readonly Turn[]): ReadonlySet<number> {
  const askedAgain = new Set(turns.map(({ retryOf }) => retryOf));
  const lost = turns.filter(({ index, delivery }) => delivery === "undelivered" || askedAgain.has(index));
  return new Set(lost.map(({ index }) => index));
}
