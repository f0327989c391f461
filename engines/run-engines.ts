import { readFile, writeFile } from "node:fs/promises";
import { Command } from "commander";
import { errorMessage } from "@/lib/core/base/error-message";
import type { StartReport } from "./check-report";
import { ENGINE_STARTS, type EngineStart } from "./engine-starts";
import { engineTables, withTables } from "./engine-tables";
import { type InstalledEngine, installEngine } from "./install-engines";
import { runStart } from "./run-start";

const PAGE = "docs/engines.md";

const {
  only,
  all,
  optional,
  check = null,
} = new Command("test:engines")
  .description("Runs live engines behind the built Turntree, and proves what is recorded against them.")
  .option(
    "--only <ids>",
    `some of ${ENGINE_STARTS.map(({ id }) => id).join(",")}; the page is not written`,
    (value) => value.split(","),
  )
  .option("--all", `runs every start and every check, and writes the tables of ${PAGE}`)
  .option(
    "--check <words>",
    "only checks and faults with one of these words, by comma, in their names; the page is not written",
    (value) => value.toLowerCase().split(","),
  )
  .option("--optional", "goes on where an engine cannot be installed, and says so")
  .parse()
  .opts<{ only?: string[]; all?: boolean; optional?: boolean; check?: string[] }>();

const chosen = ENGINE_STARTS.filter(({ id, usual }) => only?.includes(id) ?? (all === true || usual));

/** Runs one start; null where its engine cannot be installed. */
async function run(start: EngineStart): Promise<StartReport | null> {
  const began = Date.now();
  let installed: InstalledEngine;
  try {
    installed = await installEngine(start.engine);
  } catch (error) {
    process.stdout.write(
      `${start.engine.toUpperCase()} NOT RUN: it cannot be installed here: ${errorMessage(error)}\n`,
    );
    return null;
  }
  const installSeconds = installed.fresh ? (Date.now() - began) / 1000 : 0;
  return runStart(start, installed, { installSeconds, isWhole: all === true, words: check });
}

async function main(): Promise<number> {
  const reports: StartReport[] = [];
  let missing = 0;
  for (const start of chosen) {
    const report = await run(start);
    if (report === null) missing++;
    else reports.push(report);
  }
  const tables = engineTables(reports);
  process.stdout.write(`${tables.join("\n\n")}\n`);
  if (all === true && only === undefined && check === null && missing === 0) {
    await writeFile(PAGE, withTables(await readFile(PAGE, "utf8"), tables));
  }
  const problems = reports.flatMap(({ checks, faults }) =>
    [...checks, ...faults].flatMap((one) => one.problems),
  );
  return problems.length > 0 || (missing > 0 && optional !== true) ? 1 : 0;
}

// The processes of an engine are ended when this one exits, which a signal alone would not let it do.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
process.exitCode = await main();
