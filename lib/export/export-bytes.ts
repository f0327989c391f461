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

/**
 * The file of an export: lines as bytes, made as they are read; a reader that leaves ends the source. `gzip` makes it a
 * `.gz` file.
 */
export function exportBytes(
  lines: AsyncGenerator<string>,
  gzip: boolean,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const source = pieces(lines);
  const bytes = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const next = await source.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await source.return(undefined);
    },
  });
  return gzip ? bytes.pipeThrough(new CompressionStream("gzip")) : bytes;
}
