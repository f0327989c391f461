import { formatReward } from "@/components/ui/format";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { RunSteps, StepFigures, StepRange } from "@/lib/core/list/run-steps";

/** Columns from the first to the last, by their places. */
export interface Places {
  readonly first: number;
  readonly last: number;
}

/** Where the columns of a range stand; null where none is in it. */
export function placesOf(columns: readonly StepFigures[], range: StepRange | null): Places | null {
  if (range === null) return null;
  const isMeant = ({ at }: StepFigures) => at >= range.from && at <= range.to;
  const first = columns.findIndex(isMeant);
  return first < 0 ? null : { first, last: columns.findLastIndex(isMeant) };
}

/** The other way round: the columns of places, whichever of these comes first; null where there are none. */
export function rangeOfPlaces(columns: readonly StepFigures[], { first, last }: Places): StepRange | null {
  const [from, to] = [columns[Math.min(first, last)], columns[Math.max(first, last)]];
  return from && to ? { from: from.at, to: to.at } : null;
}

/**
 * A range in words, with its figures.
 *
 * @example
 * rangeWords("step", columns); // "steps 60–66 · 56 sessions · 5,918 of 6,420 sampled tokens train"
 */
export function rangeWords(by: RunSteps["by"], columns: readonly StepFigures[]): string {
  const [first, last] = [columns[0], columns.at(-1)];
  if (!first || !last) return "";
  const sum = (figure: "sessions" | "sampled_tokens" | "trained_tokens") =>
    columns.reduce((total, column) => total + column[figure], 0);
  const name = first === last ? `${by} ${first.at}` : `${by}s ${first.at}–${last.at}`;
  const reward = first === last && first.reward !== null ? ` · reward ${formatReward(first.reward)}` : "";
  const trained = `${formatCount(sum("trained_tokens"))} of ${formatCount(sum("sampled_tokens"))}`;
  return `${name} · ${plural(sum("sessions"), "session")} · ${trained} sampled tokens train${reward}`;
}
