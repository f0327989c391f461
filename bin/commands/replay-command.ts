import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { CheckFailed } from "@/bin/io/check-failed";
import { printLine } from "@/bin/io/print-line";
import { readLines } from "@/bin/io/read-lines";
import { UsageError } from "@/bin/io/usage-error";
import { plural } from "@/lib/core/base/format-count";
import { withoutLastSlashes } from "@/lib/core/base/without-last-slashes";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Recording } from "@/lib/core/recording/recording";
import { type HttpReplay, replayOverHttp } from "@/lib/recorder/replay/replay-over-http";
import { replaySession } from "@/lib/recorder/replay/replay-session";
import { serveRecordedEngine } from "@/lib/recorder/replay/serve-recorded-engine";
import { readSettings, type Settings } from "@/lib/settings/settings";
import { importTurns } from "@/lib/store/import/import-turns";
import { openStore } from "@/lib/store/open-store";
import type { SessionRecord, Store } from "@/lib/store/store";
import { loadLanguageModel } from "@/lib/text/load-language-model";

/** Adds `replay`: recorded sessions through the recorder again, and whether the same is recorded, bit for bit. */
export function addReplayCommand(program: Command): void {
  program
    .command("replay")
    .description(
      "Sends the calls of recorded sessions (turns.jsonl) through a recorder with an engine that samples what was " +
        "recorded, and compares prompts, outputs, log-probs and messages. Prints one line per session. The recorder " +
        "runs within this process, or is a running Turntree that is spoken to over HTTP (--url). Its engine must " +
        "then be this command: start it with TURNTREE_ENGINE=sglang TURNTREE_ENGINE_URL=http://127.0.0.1:PORT and " +
        "give --engine-port PORT. TURNTREE_API_TOKEN is sent if it is set.",
    )
    .argument("[file...]", "turns.jsonl files; standard input when none is named")
    .option("--url <url>", "a running Turntree, such as http://127.0.0.1:3000")
    .option(
      "--engine-port <port>",
      "where recorded answers are served to it; without, its own engine samples",
    )
    .action(replayFiles);
}

interface Flags {
  readonly url?: string;
  readonly enginePort?: string;
}

async function replayFiles(files: readonly string[], flags: Flags): Promise<void> {
  const port = enginePort(flags);
  const folder = mkdtempSync(join(tmpdir(), "turntree-replay-"));
  const recorded = await openStore({ databaseUrl: `file:${join(folder, "recorded.db")}` });
  const replayed = await openStore({ databaseUrl: `file:${join(folder, "replayed.db")}` });
  const engine = port === null ? null : await serveRecordedEngine(port);
  const settings = readSettings(process.env);
  const replay: Replay =
    flags.url === undefined
      ? (session, recording) => replayHere(session, recording, settings, replayed)
      : (session, recording) => {
          const url = withoutLastSlashes(String(flags.url));
          const target = { url, apiToken: settings.apiToken, engine, copies: replayed };
          return replayOverHttp(session, recording, target);
        };
  try {
    const report = await importTurns(recorded, readLines(files.length === 0 ? ["-"] : files));
    for (const { line, reason } of report.refused) process.stderr.write(`line ${line}: ${reason}\n`);
    const failed = await replayAll(report.sessions, recorded, replay);
    const refused = report.refused.length;
    if (failed > 0) throw new CheckFailed(plural(failed, "session differs", "sessions differ"));
    if (refused > 0) throw new CheckFailed(plural(refused, "line was refused", "lines were refused"));
  } finally {
    await engine?.close();
    await recorded.close();
    await replayed.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Plays one session and answers under which id it was recorded, and where it differs. */
type Replay = (session: SessionRecord, recording: Recording) => Promise<HttpReplay>;

/** Throws `UsageError` for a port that is none, or that nothing would ask. */
function enginePort({ url, enginePort: port }: Flags): number | null {
  if (port === undefined) return null;
  if (url === undefined) throw new UsageError("--engine-port goes with --url");
  if (!/^\d+$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`--engine-port: "${port}" is no port`);
  return Number(port);
}

async function replayHere(
  session: SessionRecord,
  recording: Recording,
  settings: Settings,
  store: Store,
): Promise<HttpReplay> {
  const model = await loadLanguageModel(session.tokenizer || settings.tokenizer);
  const differences = await replaySession(session, recording, { settings, model, store });
  return { session: session.id, differences };
}

async function replayAll(ids: readonly string[], recorded: Store, replay: Replay): Promise<number> {
  let failed = 0;
  for (const id of ids) {
    const session = await recorded.findSession(id);
    if (session === null) continue;
    const recording = await recorded.readRecording(id);
    const { session: replayedAs, differences } = await replay(session, recording);
    if (differences.length > 0) failed += 1;
    const as = replayedAs === id ? {} : { replayed_as: replayedAs };
    await printLine(stringifyJson({ session: id, ...as, turns: recording.turns.length, differences }));
  }
  return failed;
}
