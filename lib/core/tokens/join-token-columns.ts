import type { TokenColumns } from "./token-columns";

/**
 * Columns of ranges that follow one another as one.
 *
 * @example
 * joinTokenColumns([sliceTokenColumns(columns, 0, 3), sliceTokenColumns(columns, 3, 9)]); // columns
 */
export function joinTokenColumns(parts: readonly TokenColumns[]): TokenColumns {
  const count = parts.reduce((sum, { ids }) => sum + ids.length, 0);
  const columns = {
    start: parts[0]?.start ?? 0,
    ids: new Int32Array(count),
    states: new Uint8Array(count),
    sampled: new Uint8Array(count),
    changed: new Uint8Array(count),
    logProbs: new Float64Array(count),
  };
  let at = 0;
  const spans = parts.flatMap((part) => {
    const offset = at;
    columns.ids.set(part.ids, offset);
    columns.states.set(part.states, offset);
    columns.sampled.set(part.sampled, offset);
    columns.changed.set(part.changed, offset);
    columns.logProbs.set(part.logProbs, offset);
    at += part.ids.length;
    return part.spans.map((span) => ({ ...span, start: offset + span.start }));
  });
  return { ...columns, spans };
}
