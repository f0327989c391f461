import type { Command } from "commander";
import { CheckFailed } from "@/bin/io/check-failed";
import { printLine } from "@/bin/io/print-line";
import { readLines } from "@/bin/io/read-lines";
import { UsageError } from "@/bin/io/usage-error";
import { errorMessage } from "@/lib/core/base/error-message";
import { StoreFault } from "@/lib/core/base/store-fault";
import { parseJson } from "@/lib/core/json/parse-json";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import type { Policy } from "@/lib/core/policy/policy";
import { PolicyError } from "@/lib/core/policy/resolve-policy";
import { sessionPolicy } from "@/lib/core/policy/session-policy";
import { sessionIds } from "@/lib/export/session-ids";
import type { Fault } from "@/lib/inspect/verify/fault";
import { verifyLine } from "@/lib/inspect/verify/verify-line";
import { verifyRecordedLines } from "@/lib/inspect/verify/verify-recorded-lines";
import { verifySession } from "@/lib/inspect/verify/verify-session";
import { serverPolicy } from "@/lib/settings/server-policy";
import { readSettings, type Settings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";
import type { SessionRecord, Store } from "@/lib/store/store";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";

interface Flags {
  readonly session: readonly string[];
  readonly policy?: string;
}

const collect = (value: string, held: readonly string[]): readonly string[] => [...held, value];

/** Adds `verify`: proves stored sessions, or exported lines, against what was received. */
export function addVerifyCommand(program: Command): void {
  program
    .command("verify")
    .description(
      "Derives every digest and every trained token of the sessions anew and compares. With files, checks " +
        "exported lines against the database instead: samples in any trainer's format, and turns.jsonl. Prints " +
        "what fails.",
    )
    .argument("[file...]", "exported lines to check")
    .option("--session <id>", "a session; may be given several times (default: all)", collect, [])
    .option(
      "--policy <name>",
      `the policy that makes the samples: ${Object.keys(BUILT_IN_POLICIES).join(", ")}`,
    )
    .action(verify);
}

async function verify(files: readonly string[], flags: Flags): Promise<void> {
  const settings = readSettings(process.env);
  const store = await openStore({ databaseUrl: settings.databaseUrl });
  const counts = { checked: 0, faults: 0 };
  try {
    const faults =
      files.length > 0 ? lineFaults(store, files, settings) : storedFaults(store, flags, settings);
    for await (const found of faults) {
      counts.checked++;
      counts.faults += found.length;
      for (const fault of found) await printLine(sentence(fault));
    }
  } finally {
    await store.close();
  }
  const what = files.length > 0 ? "lines or recordings" : "sessions";
  process.stderr.write(`${counts.checked} ${what} checked, ${counts.faults} faults\n`);
  if (counts.faults > 0) throw new CheckFailed("what is stored is not what was received");
}

async function* lineFaults(
  store: Store,
  files: readonly string[],
  settings: Settings,
): AsyncGenerator<Fault[]> {
  for (const file of files) {
    if (await isRecording(file)) {
      const { faults } = await verifyRecordedLines(store, readLines([file]));
      yield faults.map((fault) => ({ ...fault, reason: `${file}: ${fault.reason}` }));
      continue;
    }
    for await (const { source, number, text } of readLines([file])) {
      const faults = await verifyLine(store, parseJson(text), settings.signingKey);
      yield faults.map((fault) => ({ ...fault, reason: `${source}, line ${number}: ${fault.reason}` }));
    }
  }
}

/** Whether a file is a turns.jsonl: each of its lines says what it is, and needs those before it. */
async function isRecording(file: string): Promise<boolean> {
  if (file === "-") return false;
  for await (const { text } of readLines([file])) return /^\s*\{\s*"type"/.test(text);
  return false;
}

async function* storedFaults(store: Store, flags: Flags, settings: Settings): AsyncGenerator<Fault[]> {
  const modelOf = modelsOf(settings);
  const damage = flags.session.length > 0 ? [] : await store.findDamage();
  if (damage.length > 0) {
    yield damage.map((words) => ({ session: "", turn: null, sample: null, reason: `database: ${words}` }));
  }
  for await (const id of sessionIds(store, { sessions: flags.session })) {
    const session = await store.findSession(id);
    if (!session) throw new UsageError(`there is no session "${id}"`);
    if (session.status === "dropped") continue;
    const verified = verifySession(store, session, policyOf(session, flags, settings), modelOf);
    yield await readableFaults(id, verified);
  }
}

/** A session that the database does not give is a fault of that session. */
async function readableFaults(session: string, verified: Promise<Fault[]>): Promise<Fault[]> {
  try {
    return await verified;
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return [{ session, turn: null, sample: null, reason: error.message }];
  }
}

/** Loads each model once. A tokenizer that is not here leaves its replies unread, and the terminal says so. */
function modelsOf({
  toolParser,
  reasoningParser,
}: Settings): (name: string) => Promise<LanguageModel | null> {
  const models = new Map<string, Promise<LanguageModel | null>>();
  const load = (name: string) =>
    loadLanguageModel(name, { toolParser, reasoningParser }).catch((error: unknown) => {
      process.stderr.write(`replies are not read again with the tokenizer ${name}: ${errorMessage(error)}\n`);
      return null;
    });
  return (name) => {
    const model = models.get(name) ?? load(name);
    models.set(name, model);
    return model;
  };
}

function policyOf(session: SessionRecord, flags: Flags, settings: Settings): Policy {
  try {
    return sessionPolicy(session, { policy: flags.policy ?? null, overrides: {} }, serverPolicy(settings));
  } catch (error) {
    throw error instanceof PolicyError ? new UsageError(error.message) : error;
  }
}

function sentence({ session, turn, sample, reason }: Fault): string {
  const turnPart = turn === null ? "" : `, turn ${turn}`;
  const samplePart = sample === null ? "" : `, sample ${sample}`;
  return session === "" ? reason : `session ${session}${turnPart}${samplePart}: ${reason}`;
}
