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

/** Whether a request takes gzip. */
export function acceptsGzip(request: Request): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(request.headers.get("accept-encoding") ?? "");
}

/**
 * A streamed answer of JSON lines. The first line is made before the answer begins, so that a request that cannot
 * be met is an error and not a stream cut short; an export of no lines says why in `x-turntree-reason`.
 * `gzip` compresses on the way. A client that leaves ends the work.
 */
export async function exportResponse(
  lines: AsyncGenerator<string>,
  options: { readonly fileName: string; readonly gzip: boolean; readonly reason: () => string | null },
): Promise<Response> {
  const first = await lines.next();
  const headers = new Headers({
    "content-type": "application/x-ndjson; charset=utf-8",
    "content-disposition": `attachment; filename="${options.fileName.replace(/[^\w.-]/g, "_")}"`,
    "cache-control": "no-store",
  });
  if (first.done === true) {
    const reason = options.reason();
    if (reason !== null) headers.set("x-turntree-reason", reason);
    return new Response("", { headers });
  }
  const bytes = byteStream(first.value, lines);
  if (!options.gzip) return new Response(bytes, { headers });
  headers.set("content-encoding", "gzip");
  return new Response(bytes.pipeThrough(new CompressionStream("gzip")), { headers });
}
