import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import type { NumberedLine } from "@/lib/core/file/numbered-line";
import { decoderCache } from "@/lib/export/decoder-cache";
import { ExportError } from "@/lib/export/export-error";
import { readExportOptions } from "@/lib/export/export-options";
import { readSessionLines } from "@/lib/export/export-sessions";
import { parquetBytes } from "@/lib/export/parquet/parquet-bytes";
import { parquetColumns } from "@/lib/export/parquet/parquet-columns";
import { importTurns } from "@/lib/store/import/import-turns";
import { openStore } from "@/lib/store/open-store";
import type { SessionRecord, Store } from "@/lib/store/store";
import { loadLanguageModel } from "@/lib/text/load-language-model";

/** What became of the sessions in one format. */
export interface WrittenFormat {
  readonly format: string;
  readonly lines: number;
  /** Sessions that the format cannot say, with its reason. */
  readonly refused: readonly { readonly session: string; readonly reason: string }[];
}

async function* numberedLines(file: string): AsyncGenerator<NumberedLine> {
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file) }))
    yield { number: ++number, text };
}

async function linesOf(session: SessionRecord, format: string, store: Store): Promise<readonly string[]> {
  const options = readExportOptions(new URLSearchParams({ format }));
  const setting = {
    source: store,
    turnLines: async function* () {},
    findDecoder: decoderCache(loadLanguageModel),
    signingKey: null,
    serverPolicy: { policy: "strict" as const, overrides: {} },
  };
  return [...(await readSessionLines(session, options, setting)).lines];
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function writeFormat(store: Store, ids: readonly string[], format: string, folder: string) {
  const lines: string[] = [];
  const refused: { session: string; reason: string }[] = [];
  for (const id of ids) {
    const session = await store.findSession(id);
    if (session === null) throw new Error(`Session ${id} was imported and is not there.`);
    try {
      lines.push(...(await linesOf(session, format, store)));
    } catch (error) {
      if (!(error instanceof ExportError)) throw error;
      refused.push({ session: id, reason: error.message });
    }
  }
  await writeFile(path.join(folder, `${format}.jsonl`), lines.map((line) => `${line}\n`).join(""));
  const columns = parquetColumns(format);
  if (columns !== null) {
    const bytes = parquetBytes(each(lines), { format, columns });
    await writeFile(path.join(folder, `${format}.parquet`), bytes);
  }
  return { format, lines: lines.length, refused };
}

/**
 * Imports a raw recording into a database of its own and writes `{format}.jsonl` of all of its sessions into the
 * folder, one for each format, and `{format}.parquet` where its lines are flat. A session that a format refuses is left out and named. Throws when the import refuses a
 * line.
 */
export async function exportEveryFormat(
  recording: string,
  formats: readonly string[],
  folder: string,
): Promise<readonly WrittenFormat[]> {
  const store = await openStore({ databaseUrl: `file:${path.join(folder, "trainers.db")}` });
  try {
    const { sessions, refused } = await importTurns(store, numberedLines(recording));
    const [first] = refused;
    if (first !== undefined) throw new Error(`Line ${first.line} was not imported: ${first.reason}`);
    const written: WrittenFormat[] = [];
    for (const format of formats) written.push(await writeFormat(store, sessions, format, folder));
    return written;
  } finally {
    await store.close();
  }
}
