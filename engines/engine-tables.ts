import { groupBy } from "@/lib/core/base/group-by";
import type { FaultReport, StartReport } from "./check-report";

/** The tables of docs/engines.md that a run writes, each with the head by which it is found there. */
export function engineTables(reports: readonly StartReport[]): readonly string[] {
  return [startTable(reports), proofTable(reports), faultTable(reports), capabilityTable(reports)];
}

/** Puts tables in the place of those with the same heads. Throws where a page has none. */
export function withTables(page: string, tables: readonly string[]): string {
  return tables.reduce((text, table) => {
    const [head = ""] = table.split("\n");
    // Columns may come and go; the first one tells the table.
    const known = `${head.split("|").slice(0, 2).join("|")}|`;
    const lines = text.split("\n");
    const from = lines.findIndex((line) => line.startsWith(known));
    if (from < 0) throw new Error(`no table begins with ${known}`);
    const length = lines.slice(from).findIndex((line) => !line.startsWith("|"));
    return [...lines.slice(0, from), table, ...lines.slice(from + length)].join("\n");
  }, page);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

function startTable(reports: readonly StartReport[]): string {
  return table(
    ["start", "engine", "version", "ready after, s", "all checks, s"],
    reports.map(({ id, words, version, seconds }) => [
      ...[`\`${id}\``, words, version],
      ...[seconds.start, seconds.all].map((value) => value.toFixed(0)),
    ]),
  );
}

function proofTable(reports: readonly StartReport[]): string {
  return table(
    ["what is proven", "start", "found"],
    groupedBy(
      reports.flatMap(({ id, checks }) => checks.map((check) => ({ ...check, id }))),
      ({ check }) => check,
    ).map(({ check, id, figures, problems }) => [
      check,
      `\`${id}\``,
      problems.length === 0 ? figures : `**${problems.length} problems**: ${problems[0]}`,
    ]),
  );
}

function faultTable(reports: readonly StartReport[]): string {
  const all = groupedBy(
    reports.flatMap(({ id, faults }) => faults.map((fault) => ({ ...fault, id }))),
    ({ fault }) => fault,
  );
  const alike = groupBy(all, ({ fault, client, recorded, trains }) =>
    JSON.stringify([fault, client, recorded, trains]),
  );
  return table(
    ["fault", "start", "the client gets", "recorded", "trains"],
    [...alike.values()].flatMap((same) => {
      const [first] = same;
      if (first === undefined) return [];
      const { fault, client, recorded, trains } = first;
      return [[fault, startsWords(same, reports), client, recorded, trains]];
    }),
  );
}

function startsWords(
  same: readonly (FaultReport & { readonly id: string })[],
  reports: readonly StartReport[],
): string {
  const ids = same.map(({ id }) => `\`${id}\``);
  return ids.length === reports.length ? "all" : ids.join(", ");
}

function capabilityTable(reports: readonly StartReport[]): string {
  const told = reports.flatMap(({ id, capabilities }) => capabilities.map((one) => ({ ...one, id })));
  const columns = [...groupBy(told, ({ id, route }) => `\`${id}\`: \`${route}\``)];
  const names = [...new Set(told.map(({ capability }) => capability))];
  return table(
    ["capability", ...columns.map(([head]) => head)],
    names.map((name) => [
      name,
      ...columns.map(([, cells]) => cells.find(({ capability }) => capability === name)?.answer ?? "–"),
    ]),
  );
}

/** The same rows, those of one name side by side. */
function groupedBy<Row>(rows: readonly Row[], nameOf: (row: Row) => string): Row[] {
  return [...groupBy(rows, nameOf).values()].flat();
}
