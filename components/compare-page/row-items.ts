import { foldEqual } from "@/components/session/fold-equal";
import type { ComparedRow } from "@/lib/core/compare/comparison";

/** A line of the list: a message on both sides, or a fold of messages that do not differ. */
export type RowItem =
  | { readonly kind: "row"; readonly at: number; readonly row: ComparedRow }
  | { readonly kind: "fold"; readonly at: number; readonly count: number; readonly isOpen: boolean };

/**
 * Lays aligned messages out as lines: those that differ, and one line for each run of those that do not, followed by
 * its messages while it is open.
 *
 * @param opened where open folds begin.
 */
export function rowItems(rows: readonly ComparedRow[], opened: ReadonlySet<number>): readonly RowItem[] {
  return foldEqual(rows, isAlike).flatMap((part): RowItem[] => {
    const lines = part.rows.map((row, step): RowItem => ({ kind: "row", at: part.at + step, row }));
    if (!part.folded) return lines;
    const isOpen = opened.has(part.at);
    const fold: RowItem = { kind: "fold", at: part.at, count: part.rows.length, isOpen };
    return isOpen ? [fold, ...lines] : [fold];
  });
}

/** The fold that a row is in, as it must be open for the row to be seen; none where the row is in no fold. */
export function foldsOver(rows: readonly ComparedRow[], at: number | null): ReadonlySet<number> {
  const parts = foldEqual(rows, isAlike).filter(({ folded }) => folded);
  const fold = parts.find((part) => at !== null && at >= part.at && at < part.at + part.rows.length);
  return new Set(fold ? [fold.at] : []);
}

/** Where the messages that differ stand, in order. */
export function differencesOf(rows: readonly ComparedRow[]): readonly number[] {
  return rows.flatMap((row, at) => (isAlike(row) ? [] : [at]));
}

function isAlike({ differs }: ComparedRow): boolean {
  return differs.length === 0;
}
