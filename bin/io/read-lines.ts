import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import type { NumberedLine } from "@/lib/core/file/numbered-line";
import { LineError, splitLines } from "@/lib/core/file/split-lines";
import { callerPath } from "./caller-path";
import { CheckFailed } from "./check-failed";
import { UsageError } from "./usage-error";

/** One line that is not blank, and where it stands. */
export interface SourceLine extends NumberedLine {
  /** The file as the caller named it, or `standard input`. */
  readonly source: string;
}

/**
 * The lines of the files in order, unpacked where a name ends in .gz, or of standard input when none is named. Blank
 * lines are left out. Throws `UsageError` for a file that cannot be read and `CheckFailed` for bytes that are not UTF-8.
 */
export async function* readLines(files: readonly string[]): AsyncGenerator<SourceLine> {
  for (const file of files.length === 0 ? ["-"] : files) {
    const chunks: AsyncIterable<Uint8Array> = file === "-" ? process.stdin : await openFile(file);
    yield* sourceLines(file === "-" ? "standard input" : file, chunks);
  }
}

async function openFile(file: string): Promise<AsyncIterable<Uint8Array>> {
  const path = callerPath(file);
  const found = await stat(path).catch(() => null);
  if (found === null || found.isDirectory())
    throw new UsageError(`cannot read ${file}: there is no such file`);
  const bytes = createReadStream(path);
  return path.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
}

async function* sourceLines(source: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<SourceLine> {
  try {
    for await (const line of splitLines(chunks)) if (line.text.trim() !== "") yield { source, ...line };
  } catch (error) {
    throw error instanceof LineError ? new CheckFailed(`${source}, ${error.message}`) : error;
  }
}
