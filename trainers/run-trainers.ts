import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { runProcess } from "@/e2e/clients/run-process";
import { errorMessage } from "@/lib/core/base/error-message";
import { FORMAT_NAMES, TURNS_FORMAT } from "@/lib/export/formats";
import { defaultTokenizerFolder } from "@/scenarios/sim/vocabulary";
import { exportEveryFormat } from "./export-every-format";
import { type InstalledTrainers, installTrainers } from "./install-trainers";
import { recordScenarios } from "./record-scenarios";
import { type TrainerOutcome, trainerReportSchema } from "./trainer-report";
import { hasFailed, trainerTable } from "./trainer-table";
import { TRAINERS, type Trainer } from "./trainers";

const PAGE = "docs/exports.md";
/** The table of the page: its head, and all rows below it. */
const TABLE = /^\| trainer \| lines .*\n(?:\|.*\n)*/m;
const TEMPERATURES = [1, 0.7];
const TIMEOUT_MS = 1_200_000;

const { only, page, optional } = new Command("test:trainers")
  .description(`Runs trainers' own code over every export and writes the table of ${PAGE}.`)
  .option(
    "--only <ids>",
    `some of ${TRAINERS.map(({ id }) => id).join(",")}; the page is not written`,
    (value) => value.split(","),
  )
  .option("--no-page", "leaves the page as it is")
  .option("--optional", "goes on where the trainers cannot be installed, and says so")
  .parse()
  .opts<{ only?: string[]; page: boolean; optional?: boolean }>();

const chosen = TRAINERS.filter(({ id }) => only?.includes(id) ?? true);

/** The exports of the scenarios and edge sessions, with log-probs of the tiny model at one temperature. */
interface Exports {
  readonly temperature: number;
  readonly folder: string;
  readonly vocabulary: string;
}

async function python(installed: InstalledTrainers, program: string, args: readonly string[]) {
  return runProcess({
    command: installed.python,
    arguments: [path.resolve("trainers", program), ...args],
    cwd: tmpdir(),
    environment: {
      PATH: process.env.PATH ?? "",
      HOME: tmpdir(),
      // The package's integrations make the trainers' own objects of the lines.
      PYTHONPATH: path.resolve("python", "src"),
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONWARNINGS: "ignore",
    },
    timeoutMs: TIMEOUT_MS,
  });
}

async function makeExports(
  installed: InstalledTrainers,
  recorded: string,
  temperature: number,
): Promise<Exports> {
  const folder = path.join(path.dirname(recorded), `at-${temperature}`);
  await mkdir(folder);
  const files = { recording: `${folder}/on.turns`, vocabulary: `${folder}/vocabulary.json` };
  const made = await python(installed, "recordings.py", [
    ...[recorded, files.recording, files.vocabulary, String(temperature)],
  ]);
  if (made.code !== 0) throw new Error(`recordings.py: ${made.output}`);
  const formats = FORMAT_NAMES.filter((name) => name !== TURNS_FORMAT);
  for (const { format, lines, refused } of await exportEveryFormat(files.recording, formats, folder)) {
    process.stderr.write(
      `  ${format} at ${temperature}: ${lines} lines, ${refused.length} sessions refused\n`,
    );
  }
  return { temperature, folder, vocabulary: files.vocabulary };
}

/** Where a trainer's code is; a reason where it is not. */
function sourceOf({ code }: Trainer, installed: InstalledTrainers): { source: string } | { reason: string } {
  switch (code.kind) {
    case "environment":
      return { source: "" };
    case "source":
      return { source: installed.sourceOf(code.package) };
    case "tree": {
      const tree = process.env[code.variable] ?? "";
      return tree !== "" && existsSync(tree)
        ? { source: tree }
        : { reason: `${code.variable} names no source tree` };
    }
  }
}

async function check(
  trainer: Trainer,
  exports: Exports,
  installed: InstalledTrainers,
): Promise<TrainerOutcome> {
  const { id, program } = trainer;
  const { temperature, folder, vocabulary } = exports;
  const found = sourceOf(trainer, installed);
  if ("reason" in found) return { kind: "not_run", id, reason: found.reason };
  process.stderr.write(`  ${id} at ${temperature}\n`);
  const args = [folder, vocabulary, defaultTokenizerFolder(), String(temperature), found.source];
  const { code, output } = await python(installed, program, args);
  const report = output.split("\n").findLast((line) => line.startsWith('{"trainer"'));
  if (code !== 0 || report === undefined) {
    return { kind: "broke", id, temperature, said: output.trim().split("\n").at(-1) ?? "" };
  }
  return { kind: "ran", temperature, report: trainerReportSchema.parse(JSON.parse(report)) };
}

async function runAll(installed: InstalledTrainers, folder: string): Promise<readonly TrainerOutcome[]> {
  const recorded = path.join(folder, "scenarios.turns.jsonl");
  await recordScenarios(recorded);
  const exports: Exports[] = [];
  for (const temperature of TEMPERATURES) exports.push(await makeExports(installed, recorded, temperature));
  const outcomes: TrainerOutcome[] = [];
  for (const trainer of chosen) {
    for (const set of exports) {
      const outcome = await check(trainer, set, installed);
      outcomes.push(outcome);
      if (outcome.kind === "not_run") break;
    }
  }
  return outcomes;
}

async function main(): Promise<number> {
  let installed: InstalledTrainers;
  try {
    installed = await installTrainers(TRAINERS);
  } catch (error) {
    process.stdout.write(`TRAINERS NOT RUN: they cannot be installed here: ${errorMessage(error)}\n`);
    return optional === true ? 0 : 1;
  }
  const folder = await mkdtemp(path.join(tmpdir(), "turntree-trainers-"));
  try {
    const outcomes = await runAll(installed, folder);
    const table = trainerTable(outcomes);
    process.stdout.write(`${table}\n`);
    for (const outcome of outcomes) {
      if (outcome.kind === "ran")
        for (const problem of outcome.report.problems) process.stdout.write(`  ${problem}\n`);
    }
    if (page && only === undefined) {
      const text = await readFile(PAGE, "utf8");
      await writeFile(
        PAGE,
        text.replace(TABLE, () => `${table}\n`),
      );
    }
    return outcomes.some(hasFailed) ? 1 : 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
