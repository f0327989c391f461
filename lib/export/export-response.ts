/** Lines are gathered into pieces of about this many characters before they are handed to the socket. */
const PIECE = 64 * 1024;

async function* pieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let held: string[] = [];
  let size = 0;
  for await (const line of lines) {
    held.push(line, "\n");
    size += line.length + 1;
    if (size < PIECE) continue;
    yield held.join("");
    held = [];
    size = 0;
  }
  if (size > 0) yield held.join("");
}

/** The text of the lines as bytes, made as the socket takes them; a reader that leaves ends the source. */
function byteStream(first: string, rest: AsyncGenerator<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  async function* all(): AsyncGenerator<string> {
    yield first;
    yield* rest;
  }
  const source = pieces(all());
  return new ReadableStream({
    async pull(controller) {
      const next = await source.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await source.return(undefined);
    },
  });
}

/**
 * A streamed answer of JSON lines. The first line is made before the answer begins, so that a request that cannot
 * be met is an error and not a stream cut short; an export of no lines says why in `x-turntree-reason`.
 *
 * `gzip` makes the answer a `.gz` file. Compression on the way is the web server's, which takes a `content-encoding`
 * of ours off again and compresses what is of type `text/…` for a client that accepts it. A client that leaves ends
 * the work.
 */
export async function exportResponse(
  lines: AsyncGenerator<string>,
  options: { readonly fileName: string; readonly gzip: boolean; readonly reason: () => string | null },
): Promise<Response> {
  const first = await lines.next();
  const fileName = options.fileName.replace(/[^\w.-]/g, "_");
  const headers = new Headers({
    "content-type": options.gzip ? "application/gzip" : "text/jsonl; charset=utf-8",
    "content-disposition": `attachment; filename="${fileName}${options.gzip ? ".gz" : ""}"`,
    "cache-control": "no-store",
  });
  const reason = first.done === true ? options.reason() : null;
  if (reason !== null) headers.set("x-turntree-reason", reason);
  const bytes = first.done === true ? new Blob([]).stream() : byteStream(first.value, lines);
  const body = options.gzip ? bytes.pipeThrough(new CompressionStream("gzip")) : bytes;
  return new Response(body, { headers });
}
