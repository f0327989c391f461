import { NamedError } from "@/lib/core/base/named-error";
import type { NumberedLine } from "./numbered-line";

const LINE_FEED = 0x0a;

/** A line that cannot be read as text. */
export class LineError extends NamedError {
  static override readonly label = "LineError";
  override readonly name = LineError.label;

  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`);
  }
}

/**
 * The lines of UTF-8 text as its bytes arrive, however long it is; blank lines are given too. Only a line feed ends
 * a line: JSON text may hold U+2028, which readers of "lines" also split at. A byte order mark is taken off. Throws
 * `LineError` for a line of more than `maxLineBytes` and for bytes that are not UTF-8.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  maxLineBytes = Number.POSITIVE_INFINITY,
): AsyncGenerator<NumberedLine> {
  const line = new OpenLine(maxLineBytes);
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      line.add(chunk.subarray(start, end));
      start = end + 1;
      yield line.take();
    }
    line.add(chunk.subarray(start));
  }
  if (line.size > 0) yield line.take();
}

/** The line that is being read. Its text is decoded piece by piece, so that its bytes are held only once. */
class OpenLine {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  readonly #maxBytes: number;
  #number = 1;
  #text = "";
  size = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(piece: Uint8Array): void {
    this.size += piece.length;
    if (this.size > this.#maxBytes) throw new LineError(this.#number, `longer than ${this.#maxBytes} bytes`);
    this.#text += this.#decode(piece);
  }

  take(): NumberedLine {
    const line = { number: this.#number, text: this.#text + this.#decode() };
    this.#number++;
    this.#text = "";
    this.size = 0;
    return line;
  }

  /** Without a piece: what is left of a character that was cut. */
  #decode(piece?: Uint8Array): string {
    try {
      return this.#decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      throw new LineError(this.#number, "not UTF-8");
    }
  }
}
