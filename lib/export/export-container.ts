import { ExportError } from "./export-error";
import type { ExportOptions } from "./export-options";
import type { ParquetColumn } from "./parquet/parquet-column";
import { PARQUET_FORMATS, parquetColumns } from "./parquet/parquet-columns";

/** What file an export is: its lines as text, or their fields as the columns of a Parquet file. */
export type ExportContainer =
  | { readonly kind: "lines"; readonly gzip: boolean }
  | { readonly kind: "parquet"; readonly format: string; readonly columns: readonly ParquetColumn[] };

/**
 * Which file a query string asks for (`as=parquet`, `compress=gzip`). Throws `ExportError` for another kind, and for
 * Parquet of a format whose lines are not flat.
 */
export function readContainer(
  query: URLSearchParams,
  { format, expertLayers }: Pick<ExportOptions, "format" | "expertLayers">,
): ExportContainer {
  const gzip = readCompress(query);
  const as = query.get("as") ?? "jsonl";
  if (as === "jsonl") return { kind: "lines", gzip };
  if (as !== "parquet") throw new ExportError(`as is "${as}"; accepted are "jsonl" and "parquet".`, "as");
  const columns = parquetColumns(format);
  if (columns === null) {
    const flat = PARQUET_FORMATS.join(", ");
    throw new ExportError(`The format "${format}" has no Parquet file; these have: ${flat}.`, "as");
  }
  if (expertLayers !== null) {
    throw new ExportError("A Parquet file carries no experts: leave expert_layers out, or as.", "as");
  }
  if (gzip) throw new ExportError("A Parquet file is compressed by itself: leave compress out.", "compress");
  return { kind: "parquet", format, columns };
}

/** The name of the file, from that of its lines. */
export function containerName(linesName: string, container: ExportContainer): string {
  if (container.kind === "parquet") return linesName.replace(/\.jsonl$/, ".parquet");
  return container.gzip ? `${linesName}.gz` : linesName;
}

/**
 * Whether a query string asks for a compressed file (`compress=gzip`). Throws `ExportError` for another kind.
 *
 * @example
 * readCompress(new URLSearchParams("compress=gzip")); // true
 */
export function readCompress(query: URLSearchParams): boolean {
  const kind = query.get("compress");
  if (kind === null || kind === "gzip") return kind === "gzip";
  throw new ExportError(`compress is "${kind}"; accepted is "gzip".`, "compress");
}
