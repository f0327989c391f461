import { formatCount, plural } from "@/lib/core/base/format-count";
import type { ComparedRow, Comparison, SideFigures } from "@/lib/core/compare/comparison";

/**
 * What a comparison comes to, in sentences made of its facts.
 *
 * @example
 * // "11 of 11 messages are the same; the last turns hold other tokens for 3 of them. A's prompts changed 254 held
 * //  tokens, B's kept 412. …"
 */
export function comparisonWords({ a, b, rows }: Comparison): string {
  return [messageWords(rows), driftWords(a.figures, b.figures), sampleWords(a.figures, b.figures)]
    .filter((words) => words !== "")
    .join(" ");
}

function messageWords(rows: readonly ComparedRow[]): string {
  const count = (test: (row: ComparedRow) => boolean): number => rows.filter(test).length;
  const same = count(({ kind }) => kind === "same");
  const others = [
    [count(({ kind }) => kind === "changed"), "changed"],
    [count(({ kind }) => kind === "only_a"), "only in A"],
    [count(({ kind }) => kind === "only_b"), "only in B"],
  ] as const;
  const parts = others.flatMap(([number, words]) =>
    number > 0 ? [`${formatCount(number)} ${number === 1 ? "is" : "are"} ${words}`] : [],
  );
  const tokens = count(
    ({ kind, changed }) => kind === "same" && changed !== null && changed.a + changed.b > 0,
  );
  const states = count(({ kind, differs }) => kind === "same" && differs.includes("states"));
  return `${[
    same === rows.length
      ? `All ${plural(rows.length, "message")} are the same`
      : `${formatCount(same)} of ${plural(rows.length, "message")} are the same`,
    ...parts,
    ...(tokens > 0 ? [`the last turns hold other tokens for ${formatCount(tokens)} of the same ones`] : []),
    ...(states > 0 ? [`${formatCount(states)} ${states === 1 ? "trains" : "train"} otherwise`] : []),
  ].join("; ")}.`;
}

function driftWords(a: SideFigures, b: SideFigures): string {
  const of = (side: string, { drift_suffered: lost, drift_spared: kept }: SideFigures): readonly string[] => [
    ...(lost > 0 ? [`${side}'s rendered prompts changed ${plural(lost, "held token")}`] : []),
    ...(kept > 0 ? [`${side}'s grafts kept ${plural(kept, "token")} that a render would have changed`] : []),
  ];
  const parts = [...of("A", a), ...of("B", b)];
  return parts.length === 0 ? "" : `${parts.join("; ")}.`;
}

function sampleWords(a: SideFigures, b: SideFigures): string {
  const samples =
    a.samples === b.samples
      ? `Both give ${plural(a.samples, "sample")}`
      : `A gives ${plural(a.samples, "sample")} and B ${formatCount(b.samples)}`;
  const process =
    a.total_tokens === b.total_tokens
      ? ""
      : `, and a trainer works through ${formatCount(a.total_tokens)} tokens for A and ${formatCount(b.total_tokens)} for B`;
  return `${samples}${process}.`;
}
