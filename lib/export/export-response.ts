import { exportBytes } from "./export-bytes";
import type { MadeExport } from "./make-export";

/**
 * A streamed answer of JSON lines; an export of no lines says why in `x-turntree-reason`.
 *
 * `gzip` makes the answer a `.gz` file. Compression on the way is the web server's. It would take a `content-encoding`
 * of ours off again, and compresses bodies of type `text/…` for a client that accepts it. A client that leaves ends the
 * work.
 */
export function exportResponse(
  { lines, fileName, reason }: Pick<MadeExport, "lines" | "fileName" | "reason">,
  gzip: boolean,
): Response {
  const headers = new Headers({
    "content-type": gzip ? "application/gzip" : "text/jsonl; charset=utf-8",
    "content-disposition": `attachment; filename="${fileName}"`,
    "cache-control": "no-store",
  });
  if (reason !== null) headers.set("x-turntree-reason", reason);
  return new Response(exportBytes(lines, gzip), { headers });
}
