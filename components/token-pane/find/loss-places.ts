import type { TokenRange } from "@/components/marks/token-range";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";

/** The states of sampled tokens that no sample trains. */
const LOST: ReadonlySet<string> = new Set(["realigned", "refused", "dropped"]);

/** Stretches of tokens that a realign changed, in order. */
export function changedRanges({ changed }: Pick<TokenColumns, "changed">): readonly TokenRange[] {
  const ranges: { start: number; end: number }[] = [];
  for (let at = changed.indexOf(1); at >= 0; at = changed.indexOf(1, at)) {
    const end = changed.indexOf(0, at);
    ranges.push({ start: at, end: end < 0 ? changed.length : end });
    if (end < 0) break;
    at = end;
  }
  return ranges;
}

/**
 * Where a reader looks for what a sample lost, in order: the tokens that a prompt spelled otherwise and, where a loss
 * has none, its first token.
 */
export function lossPlaces(columns: Pick<TokenColumns, "changed" | "spans">): readonly TokenRange[] {
  const changes = changedRanges(columns);
  const losses = columns.spans
    .filter(({ state }) => LOST.has(state))
    .filter(
      ({ start, length }) =>
        !changes.some((change) => change.start >= start && change.start < start + length),
    )
    .map(({ start }) => ({ start, end: start + 1 }));
  return [...changes, ...losses].sort((left, right) => left.start - right.start);
}

/**
 * The place after a token, or before it; round the end. Null where there is none at all.
 *
 * @param at null: nowhere yet.
 */
export function stepToPlace(places: readonly TokenRange[], at: number | null, by: 1 | -1): TokenRange | null {
  const from = at ?? (by > 0 ? -1 : Number.POSITIVE_INFINITY);
  const next =
    by > 0 ? places.find(({ start }) => start > from) : places.findLast(({ start }) => start < from);
  return next ?? (by > 0 ? places[0] : places.at(-1)) ?? null;
}
