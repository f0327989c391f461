import type { StepKind, StepRange } from "./run-steps";
import { filterParts } from "./session-filter";

/** A condition that chooses columns of a strip. */
const RANGE_PART = /^(step|group):(>=|<=|=)?(\d{1,9})$/i;

/**
 * The conditions for a stretch of columns.
 *
 * @example
 * rangeTerms("step", { from: 60, to: 66 }); // ["step:>=60", "step:<=66"]
 */
export function rangeTerms(by: StepKind, { from, to }: StepRange): readonly string[] {
  return from === to ? [`${by}:${from}`] : [`${by}:>=${from}`, `${by}:<=${to}`];
}

/** The stretch that a typed filter chooses; null where it chooses none, or only one of its ends. */
export function rangeIn(filter: string, by: StepKind): StepRange | null {
  let [from, to]: (number | null)[] = [null, null];
  for (const part of filterParts(filter)) {
    const [, field, comparison, digits] = RANGE_PART.exec(part) ?? [];
    if (field?.toLowerCase() !== by) continue;
    if (comparison !== "<=") from = Number(digits);
    if (comparison !== ">=") to = Number(digits);
  }
  return from == null || to == null ? null : { from, to };
}

/**
 * A typed filter without what chooses columns: what a strip is drawn of, so that a choice can be widened again.
 *
 * @example
 * withoutRange("run:r7 step:>=60 step:<=66"); // "run:r7"
 */
export function withoutRange(filter: string): string {
  return filterParts(filter)
    .filter((part) => !RANGE_PART.test(part))
    .join(" ");
}
