import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { callerPath } from "@/bin/io/caller-path";
import { CheckFailed } from "@/bin/io/check-failed";
import { UsageError } from "@/bin/io/usage-error";
import { plural } from "@/lib/core/base/format-count";
import { StoreFault } from "@/lib/core/base/store-fault";
import { ADVANTAGE_RULES } from "@/lib/core/lab/group-advantages";
import { FILTER_NAMES } from "@/lib/core/list/session-filter";
import { PolicyError } from "@/lib/core/policy/resolve-policy";
import { RewardError } from "@/lib/core/samples/reward-error";
import { AS_NAMED, INCLUDED } from "@/lib/export/admission";
import { decoderCache } from "@/lib/export/decoder-cache";
import { exportBytes } from "@/lib/export/export-bytes";
import { containerName, type ExportContainer, readContainer } from "@/lib/export/export-container";
import { ExportError } from "@/lib/export/export-error";
import { type ExportOptions, PACKS, readExportOptions } from "@/lib/export/export-options";
import { type ExportSetting, exportSessions, type SessionDone } from "@/lib/export/export-sessions";
import { exportSummary } from "@/lib/export/export-summary-of";
import { findSessions } from "@/lib/export/find-sessions";
import { FORMAT_NAMES } from "@/lib/export/formats";
import { inPacks } from "@/lib/export/in-packs";
import { makeExport } from "@/lib/export/make-export";
import { parquetBytes } from "@/lib/export/parquet/parquet-bytes";
import type { ExportFilter } from "@/lib/export/read-export-filter";
import { SAMPLE_WEIGHTS } from "@/lib/export/sample-weight";
import { sessionIds } from "@/lib/export/session-ids";
import { summariseExport } from "@/lib/export/summarise-export";
import { serverPolicy } from "@/lib/settings/server-policy";
import { readSettings, type Settings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";
import { FilterError } from "@/lib/store/rows/filter-error";
import type { SessionRecord, Store } from "@/lib/store/store";
import { exportTurns } from "@/lib/store/turns/export-turns";
import { loadLanguageModel } from "@/lib/text/load-language-model";

interface Flags {
  readonly session: readonly string[];
  readonly filter?: string;
  readonly format: string;
  readonly policy?: string;
  readonly forkThreshold?: string;
  readonly reward?: string;
  readonly advantage?: string;
  readonly unfit?: string;
  readonly rewardMode?: string;
  readonly maxSampleTokens?: string;
  readonly trainOnce?: string;
  readonly include?: string;
  readonly sampleWeight?: string;
  readonly pack?: string;
  readonly advantageRule?: string;
  readonly expertLayers?: string;
  readonly as?: string;
  readonly out?: string;
  readonly summary?: boolean;
}

/** The flags read as the API reads its query, so that both refuse the same things in the same words. */
function optionsOf(flags: Flags): ExportOptions {
  const query = new URLSearchParams({ format: flags.format });
  const given: readonly (readonly [string, string | undefined])[] = [
    ["policy", flags.policy],
    ["fork_threshold_tokens", flags.forkThreshold],
    ["reward", flags.reward],
    ["advantage", flags.advantage],
    ["unfit", flags.unfit],
    ["reward_mode", flags.rewardMode],
    ["max_sample_tokens", flags.maxSampleTokens],
    ["train_once", flags.trainOnce],
    ["include", flags.include],
    ["sample_weight", flags.sampleWeight],
    ["pack", flags.pack],
    ["advantage_rule", flags.advantageRule],
    ["expert_layers", flags.expertLayers],
  ];
  for (const [name, value] of given) if (value !== undefined) query.set(name, value);
  return readExportOptions(query, [], flags.session.length > 0 ? AS_NAMED : []);
}

/** The file that is asked for, by name where nothing else says it. */
function containerOf({ as, out }: Flags, options: ExportOptions): ExportContainer {
  const query = new URLSearchParams({ as: as ?? (out?.endsWith(".parquet") ? "parquet" : "jsonl") });
  if (out?.endsWith(".gz")) query.set("compress", "gzip");
  return readContainer(query, options);
}

function filterOf({ session, filter }: Flags): ExportFilter {
  return { sessions: session, ...(filter === undefined ? {} : { filter }) };
}

function settingOf(settings: Settings, store: Store): ExportSetting<SessionRecord> {
  return {
    source: store,
    turnLines: (session, hasEvidence) => exportTurns(store, session, hasEvidence),
    findDecoder: decoderCache(loadLanguageModel),
    signingKey: settings.signingKey,
    serverPolicy: serverPolicy(settings),
  };
}

function openOutput(path: string | undefined): Writable {
  if (path === undefined) return process.stdout;
  const file = createWriteStream(callerPath(path));
  if (!path.endsWith(".gz")) return file;
  const gzip = createGzip();
  gzip.pipe(file);
  return gzip;
}

/** Waits when the reader is slower; says false when the reader of a pipe has gone. */
async function write(output: Writable, some: string | Uint8Array): Promise<boolean> {
  if (output.destroyed) return false;
  if (output.write(some)) return true;
  return new Promise((resolve) => {
    output.once("drain", () => resolve(true)).once("close", () => resolve(false));
  });
}

/** A filter that leaves nothing is most likely mistyped; that a database is empty is nobody's fault. */
function sayNothingMatches({ filter }: Flags): void {
  if (filter !== undefined) {
    throw new UsageError(
      `No session matches the filter "${filter}"; accepted are terms over ${FILTER_NAMES.join(", ")}, and words.`,
    );
  }
  process.stderr.write("The database holds no session.\n");
}

async function runExport(flags: Flags): Promise<void> {
  const options = optionsOf(flags);
  const container = containerOf(flags, options);
  const settings = readSettings(process.env);
  const store = await openStore({ databaseUrl: settings.databaseUrl, blobs: settings.blobs });
  const ids: string[] = [];
  for await (const id of sessionIds(store, filterOf(flags))) ids.push(id);
  if (ids.length === 0) sayNothingMatches(flags);
  if (flags.summary === true) return printSummary(flags, { options, container }, settings, store, ids);
  const output = openOutput(flags.out);
  output.on("error", () => {});
  const bar = new SingleBar({
    format: "{bar} {value}/{total} sessions, {lines} lines",
    stream: process.stderr,
  });
  const shows = process.stderr.isTTY && (flags.out !== undefined || !process.stdout.isTTY);
  if (shows) bar.start(ids.length, 0, { lines: 0 });
  let lines = 0;
  const unread: string[] = [];
  try {
    const done = ({ reason, session, lines: written }: SessionDone) => {
      if (shows) bar.increment(1, { lines });
      else if (reason !== null && written === 0) process.stderr.write(`${session}: ${reason}\n`);
    };
    const setting = settingOf(settings, store);
    const found = findSessions(ids, (id) => store.findSession(id));
    async function* counted(): AsyncGenerator<string> {
      for await (const pack of inPacks(found, options, store)) {
        const made = exportSessions(pack, options, setting, done);
        const names = pack.map(({ id }) => id);
        for await (const line of readable(names, made, unread)) {
          lines++;
          yield line;
        }
      }
    }
    // Lines are written one by one: whoever reads a pipe sees each as it is made.
    const parts = container.kind === "parquet" ? parquetBytes(counted(), container) : broken(counted());
    for await (const part of parts) if (!(await write(output, part))) break;
  } finally {
    if (shows) bar.stop();
    await store.close();
  }
  if (flags.out !== undefined) {
    output.end();
    await finished(output);
  }
  if (unread.length > 0) {
    throw new CheckFailed(
      `${plural(unread.length, "session", "sessions")} could not be read; the others were`,
    );
  }
}

/** What the same export would write, as one JSON object. Nothing is noted as exported. */
async function printSummary(
  { out }: Flags,
  { options, container }: { readonly options: ExportOptions; readonly container: ExportContainer },
  settings: Settings,
  store: Store,
  ids: readonly string[],
): Promise<void> {
  try {
    const sessions = findSessions(ids, (id) => store.findSession(id));
    const { source, ...setting } = settingOf(settings, store);
    const notNoting = {
      readRecording: source.readRecording.bind(source),
      readDigests: source.readDigests.bind(source),
      readGroup: source.readGroup.bind(source),
    };
    const fileName = out ?? containerName(`samples.${options.format}.jsonl`, container);
    const made = await makeExport({ sessions, options, fileName }, { ...setting, source: notNoting });
    const bytes = exportBytes(made.lines, container);
    const file = await summariseExport(bytes, new AbortController().signal);
    process.stdout.write(`${JSON.stringify(exportSummary(made, file), null, 2)}\n`);
  } finally {
    await store.close();
  }
}

async function* broken(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

/** The lines of sessions that stand together, as far as the database gives them: a page that cannot be read takes no others along. */
async function* readable(
  sessions: readonly string[],
  lines: AsyncIterable<string>,
  unread: string[],
): AsyncGenerator<string> {
  try {
    yield* lines;
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    process.stderr.write(`${sessions.join(", ")}: ${error.message}\n`);
    unread.push(...sessions);
  }
}

const collect = (value: string, held: readonly string[]): readonly string[] => [...held, value];

/** What was asked for wrongly is bad usage; anything else is a failure of the work. */
async function runAsCommand(flags: Flags): Promise<void> {
  try {
    await runExport(flags);
  } catch (error) {
    const isUsage =
      error instanceof ExportError ||
      error instanceof PolicyError ||
      error instanceof RewardError ||
      error instanceof FilterError;
    throw isUsage ? new UsageError(error.message) : error;
  }
}

/** Adds `export`: samples of recorded sessions as JSON lines or Parquet, on standard output or in a file. */
export function addExportCommand(program: Command): void {
  program
    .command("export")
    .description("Writes the samples, messages or turns of recorded sessions as JSON lines.")
    .option("--session <id>", "a session; may be given several times (default: all)", collect, [])
    .option(
      "--filter <text>",
      'sessions that a filter of the sessions page leaves, such as "status:finished"',
    )
    .option("--format <name>", `one of ${FORMAT_NAMES.join(", ")}`, FORMAT_NAMES[0])
    .option("--policy <name>", "the policy that makes the samples (default: each session's own)")
    .option("--fork-threshold <n>", "fork_threshold_tokens for every session")
    .option("--reward <number>", "a reward in place of the sessions' own")
    .option("--advantage <number>", "an advantage in place of that within the group")
    .option("--unfit <what>", "refuse or leave_out: sessions that the format cannot say")
    .option(
      "--include <list>",
      `${INCLUDED.join(", ")}: what a filter's sessions are taken of beside the others`,
    )
    .option("--sample-weight <scheme>", `what shares a weight of 1: ${SAMPLE_WEIGHTS.join(", ")}`)
    .option("--pack <what>", `what the format packed packs together: ${PACKS.join(", ")}`)
    .option("--advantage-rule <rule>", `in place of the format's own: ${ADVANTAGE_RULES.join(", ")}`)
    .option("--expert-layers <n>", "layers of the model, whose routed experts the lines carry")
    .option("--reward-mode <mode>", "full, split, leaf or turn")
    .option("--max-sample-tokens <n>", "max_sample_tokens for every session; 0 is no limit")
    .option("--train-once <boolean>", "whether a token trains in one sample only")
    .option("--summary", "print what the file would be and hold, as JSON, and write no line")
    .option("--as <file>", "jsonl, or parquet: fields as columns, in formats whose lines are flat")
    .option("--out <file>", "write to a file instead; compressed when it ends in .gz, Parquet in .parquet")
    .action(runAsCommand);
}
