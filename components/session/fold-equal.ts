/** Rows that follow one another: equal ones to be folded, or the others. */
export interface FoldedRows<Row> {
  /** Position of the first row. */
  readonly at: number;
  readonly folded: boolean;
  readonly rows: readonly Row[];
}

/**
 * Groups rows so that runs of equal ones can be shown as one line.
 *
 * @example
 * foldEqual([1, 1, 2], (row) => row === 1); // [{ at: 0, folded: true, rows: [1, 1] }, { at: 2, folded: false, rows: [2] }]
 */
export function foldEqual<Row>(
  rows: readonly Row[],
  isEqual: (row: Row) => boolean,
): readonly FoldedRows<Row>[] {
  const parts: { at: number; folded: boolean; rows: Row[] }[] = [];
  rows.forEach((row, at) => {
    const folded = isEqual(row);
    const last = parts.at(-1);
    if (last?.folded === folded) last.rows.push(row);
    else parts.push({ at, folded, rows: [row] });
  });
  return parts;
}
