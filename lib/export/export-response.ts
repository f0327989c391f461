import { exportBytes } from "./export-bytes";
import type { ExportContainer } from "./export-container";
import type { MadeExport } from "./make-export";

/**
 * A streamed answer with the file of an export; one of no lines says why in `x-turntree-reason`.
 *
 * Compression on the way is the web server's. It would take a `content-encoding`
 * of ours off again, and compresses bodies of type `text/…` for a client that accepts it. A client that leaves ends the
 * work.
 */
export function exportResponse(
  { lines, fileName, reason }: Pick<MadeExport, "lines" | "fileName" | "reason">,
  container: ExportContainer,
): Response {
  const headers = new Headers({
    "content-type": contentType(container),
    "content-disposition": `attachment; filename="${fileName}"`,
    "cache-control": "no-store",
  });
  if (reason !== null) headers.set("x-turntree-reason", reason);
  return new Response(exportBytes(lines, container), { headers });
}

function contentType(container: ExportContainer): string {
  if (container.kind === "parquet") return "application/vnd.apache.parquet";
  return container.gzip ? "application/gzip" : "text/jsonl; charset=utf-8";
}
