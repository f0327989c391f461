import type { NumberedLine } from "@/lib/core/file/numbered-line";
import { ExportError } from "./export-error";

const LINE_FEED = 0x0a;

/**
 * The lines of a body as they arrive, however long it is; only a line feed ends one. Throws `ExportError` for a
 * line of more than `maxLineBytes` and for bytes that are not UTF-8, naming the line.
 */
export async function* numberedLines(
  body: ReadableStream<Uint8Array>,
  maxLineBytes: number,
): AsyncGenerator<NumberedLine> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let number = 0;
  let held: Uint8Array[] = [];
  let size = 0;
  const hold = (piece: Uint8Array) => {
    size += piece.length;
    if (size > maxLineBytes) throw new ExportError(`line ${number + 1}: longer than ${maxLineBytes} bytes`);
    held.push(piece);
  };
  const takeLine = (): NumberedLine => {
    number++;
    const bytes = Buffer.concat(held);
    held = [];
    size = 0;
    try {
      return { number, text: decoder.decode(bytes) };
    } catch {
      throw new ExportError(`line ${number}: not UTF-8`);
    }
  };
  for await (const chunk of chunksOf(body)) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      hold(chunk.subarray(start, end));
      start = end + 1;
      yield takeLine();
    }
    if (start < chunk.length) hold(chunk.subarray(start));
  }
  if (size > 0) yield takeLine();
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
