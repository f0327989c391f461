import type { Command } from "commander";
import { CheckFailed } from "@/bin/io/check-failed";
import { printLine } from "@/bin/io/print-line";
import { readLines } from "@/bin/io/read-lines";
import { parseJson } from "@/lib/core/json/parse-json";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { BATCH_TRAINERS } from "@/lib/inspect/verify/batch-row";
import type { Fault } from "@/lib/inspect/verify/fault";
import { verifyLine } from "@/lib/inspect/verify/verify-line";
import { verifyRecordedLines } from "@/lib/inspect/verify/verify-recorded-lines";
import { readSettings, type Settings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { policyOf, storedFaults } from "./stored-faults";
import { verifyAgainst } from "./verify-against";
import { type EngineFlags, verifyWithEngine } from "./verify-with-engine";

interface Flags extends Omit<EngineFlags, "engine"> {
  readonly policy?: string;
  readonly engine?: string;
  readonly against?: string;
  readonly temperature?: string;
}

const collect = (value: string, held: readonly string[]): readonly string[] => [...held, value];

/** Adds `verify`: proves stored sessions, or exported lines, against what was received. */
export function addVerifyCommand(program: Command): void {
  program
    .command("verify")
    .description(
      "Derives every digest and every trained token of the sessions anew and compares. With files, checks " +
        "exported lines against the database instead: samples in any trainer's format, and turns.jsonl. With " +
        "--engine, has an engine score every sampled token again and compares its log-probs. Prints what fails.",
    )
    .argument("[file...]", "exported lines to check")
    .option("--session <id>", "a session; may be given several times (default: all)", collect, [])
    .option(
      "--policy <name>",
      `the policy that makes the samples: ${Object.keys(BUILT_IN_POLICIES).join(", ")}`,
    )
    .option(
      "--engine <url>",
      "an engine with the model that sampled: its log-probs are held against the recorded",
    )
    .option("--engine-name <name>", "what it is, sglang or vllm (default: TURNTREE_ENGINE)")
    .option(
      "--annotate",
      "keeps what the engine gives as annotations: trainer_logprob, by the producer engine",
    )
    .option(
      "--tolerance <nats>",
      "how far the 99th percentile of a turn may differ; half precision wants more",
      "0.001",
    )
    .option(
      "--against <dump>",
      `a batch that a trainer used (${BATCH_TRAINERS}), a row a line: it is compared with the recorded samples`,
    )
    .option("--temperature <number>", "what the trainer divided its logits by, where the dump does not say")
    .action(verify);
}

async function verify(files: readonly string[], flags: Flags): Promise<void> {
  const settings = readSettings(process.env);
  const store = await openStore({ databaseUrl: settings.databaseUrl, blobs: settings.blobs });
  const counts = { checked: 0, faults: 0 };
  try {
    if (flags.against !== undefined)
      return await verifyAgainst(store, { ...flags, against: flags.against }, (session) =>
        policyOf(session, flags, settings),
      );
    if (flags.engine !== undefined && files.length === 0) {
      const { sessions, faults } = await verifyWithEngine(
        store,
        { ...flags, engine: flags.engine },
        settings,
      );
      process.stderr.write(`${sessions} sessions scored again, ${faults} faults\n`);
      if (faults > 0) throw new CheckFailed("the engine scores otherwise than was recorded");
      return;
    }
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

function sentence({ session, turn, sample, reason }: Fault): string {
  const turnPart = turn === null ? "" : `, turn ${turn}`;
  const samplePart = sample === null ? "" : `, sample ${sample}`;
  return session === "" ? reason : `session ${session}${turnPart}${samplePart}: ${reason}`;
}
