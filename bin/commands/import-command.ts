import { stat } from "node:fs/promises";
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { callerPath } from "@/bin/io/caller-path";
import { CheckFailed } from "@/bin/io/check-failed";
import { printLine } from "@/bin/io/print-line";
import { readLines, type SourceLine } from "@/bin/io/read-lines";
import { plural } from "@/lib/core/base/format-count";
import { RewardError } from "@/lib/core/samples/reward-error";
import { refreshCounters } from "@/lib/recorder/figures/refresh-counters";
import { readSettings, type Settings } from "@/lib/settings/settings";
import { importTurns } from "@/lib/store/import/import-turns";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";

/** Adds `import`: recorded sessions from files into the database. Prints the id of each session that was taken. */
export function addImportCommand(program: Command): void {
  program
    .command("import")
    .description(
      "Reads sessions into the database: turns.jsonl, the conformance shape, ATIF v1.7, slime's samples, chat JSONL. " +
        "A session with a line that does not fit is left out whole, and the line is named.",
    )
    .argument("[file...]", "files to read; standard input when none is named")
    .action(importFiles);
}

async function importFiles(files: readonly string[]): Promise<void> {
  const sources = files.length === 0 ? ["-"] : files;
  const settings = readSettings(process.env);
  const store = await openStore({ databaseUrl: settings.databaseUrl });
  const bar = new SingleBar({ format: "{bar} {percentage}% {source}", stream: process.stderr });
  const shows = process.stderr.isTTY && files.length > 0;
  if (shows) bar.start(await totalBytes(files), 0, { source: "" });
  let refused = 0;
  try {
    for (const source of sources) {
      const lines = counted(
        readLines([source]),
        (bytes) => shows && isPlain(source) && bar.increment(bytes, { source }),
      );
      const report = await importTurns(store, lines);
      for (const id of report.sessions) {
        await workOutFigures(store, settings, id);
        await printLine(id);
      }
      refused += report.refusedCount;
      for (const { line, reason } of report.refused) {
        process.stderr.write(`${source}, line ${line}: ${reason}\n`);
      }
      const further = report.refusedCount - report.refused.length;
      if (further > 0) process.stderr.write(`${source}: and ${further} further lines\n`);
    }
  } finally {
    if (shows) bar.stop();
    await store.close();
  }
  if (refused > 0) throw new CheckFailed(plural(refused, "line was refused", "lines were refused"));
}

/** What the list shows of a session; one whose rewards do not fit its leaves is there all the same. */
async function workOutFigures(store: Store, settings: Settings, id: string): Promise<void> {
  const session = await store.findSession(id);
  if (session === null || session.status === "dropped") return;
  try {
    await refreshCounters({ store, settings }, session);
  } catch (error) {
    if (!(error instanceof RewardError)) throw error;
    process.stderr.write(`session ${id}: ${error.message}\n`);
  }
}

/** How far a compressed file has been read is not known by its lines. */
function isPlain(file: string): boolean {
  return !file.endsWith(".gz");
}

async function totalBytes(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.filter(isPlain).map((file) => stat(callerPath(file)).catch(() => ({ size: 0 }))),
  );
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

async function* counted(
  lines: AsyncIterable<SourceLine>,
  count: (bytes: number) => void,
): AsyncGenerator<SourceLine> {
  for await (const line of lines) {
    yield line;
    count(Buffer.byteLength(line.text) + 1);
  }
}
