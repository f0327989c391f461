import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { stringifyJson } from "@/lib/core/stringify-json";
import { replaySession } from "@/lib/recorder/replay-session";
import { readSettings } from "@/lib/recorder/settings";
import { importTurns } from "@/lib/store/import-turns";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { CheckFailed } from "../io/check-failed";
import { readLines } from "../io/read-lines";
import { writeLine } from "../io/write-line";

/** Adds `replay`: recorded sessions through the recorder again, and whether the same is recorded, bit for bit. */
export function addReplayCommand(program: Command): void {
  program
    .command("replay")
    .description(
      "Sends the calls of recorded sessions (turns.jsonl) through a recorder with an engine that samples what was " +
        "recorded, and compares prompts, outputs, log-probs and messages. Prints one line per session.",
    )
    .argument("[file...]", "turns.jsonl files; standard input when none is named")
    .action(replayFiles);
}

async function replayFiles(files: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "turntree-replay-"));
  const recorded = await openStore({ databaseUrl: `file:${join(folder, "recorded.db")}` });
  const replayed = await openStore({ databaseUrl: `file:${join(folder, "replayed.db")}` });
  try {
    const report = await importTurns(recorded, readLines(files.length === 0 ? ["-"] : files));
    for (const { line, reason } of report.refused) process.stderr.write(`line ${line}: ${reason}\n`);
    const failed = await replayAll(report.sessions, recorded, replayed);
    if (failed + report.refused.length > 0) throw new CheckFailed(`${failed} sessions differ`);
  } finally {
    await recorded.close();
    await replayed.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function replayAll(ids: readonly string[], recorded: Store, replayed: Store): Promise<number> {
  const settings = readSettings(process.env);
  let failed = 0;
  for (const id of ids) {
    const session = await recorded.findSession(id);
    if (session === null) continue;
    const model = await loadLanguageModel(session.tokenizer || settings.tokenizer);
    const recording = await recorded.readRecording(id);
    const differences = await replaySession(session, recording, { settings, model, store: replayed });
    if (differences.length > 0) failed += 1;
    await writeLine(stringifyJson({ session: id, turns: recording.turns.length, differences }));
  }
  return failed;
}
