import type { AnnotationTarget, AnnotationValue } from "./annotation";
import type { SampleTrace } from "./sample-trace";

/** A part of a sample's column, on the tokens of a turn that it belongs to. */
export interface PlacedColumn {
  readonly target: Extract<AnnotationTarget, { readonly on: "range" }>;
  readonly value: Extract<AnnotationValue, { readonly form: "column" | "table" }>;
}

/**
 * The lengths that a column over a line may have: those of the spans that formats have (docs/exports.md). All of them
 * end where the sample ends.
 *
 * @example
 * columnLengths({ length: 10, responseLength: 4 }); // [10, 9, 4]: all, all but the first, the response
 */
export function columnLengths({
  length,
  responseLength,
}: Pick<SampleTrace, "length" | "responseLength">): readonly number[] {
  return [...new Set([length, Math.max(0, length - 1), Math.max(0, responseLength)])];
}

/**
 * Puts a column over a line on the turns whose tokens train there. What stands at a token that does not train says
 * nothing: trainers fill it with anything. Null when the column has none of the line's lengths.
 */
export function columnOnTurns(
  trace: Pick<SampleTrace, "length" | "responseLength" | "trained">,
  value: PlacedColumn["value"],
): readonly PlacedColumn[] | null {
  const count = value.form === "column" ? value.column.length : value.table.ids.length / value.table.k;
  if (!columnLengths(trace).includes(count)) return null;
  const first = trace.length - count;
  return trace.trained.flatMap(({ turn, outputStart, start, length }): readonly PlacedColumn[] => {
    const from = Math.max(start, first);
    const cut = from - start;
    if (cut >= length) return [];
    const target = { on: "range", turn, start: outputStart + cut, length: length - cut } as const;
    return [{ target, value: partOf(value, from - first, length - cut) }];
  });
}

function partOf(value: PlacedColumn["value"], from: number, length: number): PlacedColumn["value"] {
  if (value.form === "column") return { form: "column", column: value.column.slice(from, from + length) };
  const { k, ids, logProbs } = value.table;
  const [start, end] = [from * k, (from + length) * k];
  return { form: "table", table: { k, ids: ids.slice(start, end), logProbs: logProbs.slice(start, end) } };
}
