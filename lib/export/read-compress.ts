import { ExportError } from "./export-error";

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
