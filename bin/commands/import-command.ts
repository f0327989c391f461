import { stat } from "node:fs/promises";
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { callerPath } from "@/bin/io/caller-path";
import { CheckFailed } from "@/bin/io/check-failed";
import { commandChange } from "@/bin/io/command-change";
import { printLine } from "@/bin/io/print-line";
import { readLines, type SourceLine } from "@/bin/io/read-lines";
import { plural } from "@/lib/core/base/format-count";
import { readSettings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";
import { importSource } from "./import-source";

/** Adds `import`: recorded sessions from files into the database. Prints the id of each session that was taken. */
export function addImportCommand(program: Command): void {
  program
    .command("import")
    .description(
      "Reads sessions into the database: turns.jsonl, the conformance shape, trajectories of ATIF, traces of verifiers, samples of slime, miles and prime-rl, rows of NeMo-RL, dumps of verl, chat JSONL. " +
        "A session with a line that does not fit is left out whole, and the line is named.",
    )
    .argument("[file...]", "files to read; standard input when none is named")
    .action(importFiles);
}

async function importFiles(files: readonly string[]): Promise<void> {
  const sources = files.length === 0 ? ["-"] : files;
  const settings = readSettings(process.env);
  const store = await openStore({ databaseUrl: settings.databaseUrl, blobs: settings.blobs });
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
      await store.changes.add(commandChange("import", source));
      const taken = await importSource(store, settings, source, lines);
      for (const id of taken.sessions) await printLine(id);
      refused += taken.refused;
    }
  } finally {
    if (shows) bar.stop();
    await store.close();
  }
  if (refused > 0) throw new CheckFailed(plural(refused, "line was refused", "lines were refused"));
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
