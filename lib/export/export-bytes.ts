import type { ExportContainer } from "./export-container";
import { parquetBytes } from "./parquet/parquet-bytes";

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

/** The lines as bytes of text. */
async function* textBytes(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  for await (const piece of pieces(lines)) yield encoder.encode(piece);
}

/** The file of an export: its bytes, made as they are read; a reader that leaves ends the source. */
export function exportBytes(
  lines: AsyncGenerator<string>,
  container: ExportContainer,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const source = container.kind === "parquet" ? parquetBytes(lines, container) : textBytes(lines);
  const bytes = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const next = await source.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await source.return(undefined);
    },
  });
  const isPacked = container.kind === "lines" && container.gzip;
  return isPacked ? bytes.pipeThrough(new CompressionStream("gzip")) : bytes;
}
