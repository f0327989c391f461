import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { callerPath } from "./caller-path";
import { UsageError } from "./usage-error";

/** One line that is not blank, and where it stands. */
export interface SourceLine {
  /** The file as the caller named it, or `standard input`. */
  readonly source: string;
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

const LINE_FEED = 0x0a;

/**
 * The lines of the files in order, unpacked where a name ends in .gz, or of standard input when none is named. Only a line feed ends a line: JSON text
 * may hold U+2028, which readers of "lines" also split at. A byte order mark is taken off. Throws `UsageError` for a
 * file that cannot be read and `TypeError` for bytes that are not UTF-8.
 */
export async function* readLines(files: readonly string[]): AsyncGenerator<SourceLine> {
  for (const file of files.length === 0 ? ["-"] : files) {
    const chunks: AsyncIterable<Buffer> = file === "-" ? process.stdin : await openFile(file);
    yield* splitLines(file === "-" ? "standard input" : file, chunks);
  }
}

async function openFile(file: string): Promise<AsyncIterable<Buffer>> {
  const path = callerPath(file);
  const found = await stat(path).catch(() => null);
  if (found === null || found.isDirectory())
    throw new UsageError(`cannot read ${file}: there is no such file`);
  const bytes = createReadStream(path);
  return path.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
}

async function* splitLines(source: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<SourceLine> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let number = 0;
  let held: Buffer[] = [];
  const takeLine = (): SourceLine | null => {
    number++;
    const bytes = Buffer.concat(held);
    held = [];
    try {
      const text = decoder.decode(bytes);
      return text.trim() === "" ? null : { source, number, text };
    } catch {
      throw new TypeError(`${source}, line ${number}: not UTF-8`);
    }
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      held.push(chunk.subarray(start, end));
      start = end + 1;
      const line = takeLine();
      if (line !== null) yield line;
    }
    held.push(chunk.subarray(start));
  }
  const last = takeLine();
  if (last !== null) yield last;
}
