import type { TokenColumns } from "./token-columns";

/** Tokens `[from, to)` of columns, counted from their first token; bounds beyond the ends are brought in. */
export function sliceTokenColumns(columns: TokenColumns, from: number, to: number): TokenColumns {
  const start = Math.min(from, columns.ids.length);
  const end = Math.max(start, Math.min(to, columns.ids.length));
  if (start === 0 && end === columns.ids.length) return columns;
  return {
    start: columns.start + start,
    ids: columns.ids.slice(start, end),
    states: columns.states.slice(start, end),
    sampled: columns.sampled.slice(start, end),
    changed: columns.changed.slice(start, end),
    logProbs: columns.logProbs.slice(start, end),
    spans: columns.spans.flatMap((span) => {
      const first = Math.max(start, span.start);
      const length = Math.min(end, span.start + span.length) - first;
      return length > 0 ? [{ ...span, start: first - start, length }] : [];
    }),
  };
}
