import type { Command } from "commander";
import { CheckFailed } from "@/bin/io/check-failed";
import { printLine } from "@/bin/io/print-line";
import { UsageError } from "@/bin/io/usage-error";
import { plural } from "@/lib/core/base/format-count";
import type { HealthReport } from "@/lib/core/list/health-report";
import { FLAG_LEVELS, type FlagLevel } from "@/lib/core/list/session-flag";
import { reportHealth } from "@/lib/inspect/list/report-health";
import { readSettings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";
import { FilterError } from "@/lib/store/rows/filter-error";

interface Flags {
  readonly filter: string;
  readonly failOn: string;
  readonly json?: true;
}

/** Fails on nothing but what cannot be read. */
const NEVER = "never";

/** Adds `check`: what is out of order in sessions, for CI and for a training script before it trains. */
export function addCheckCommand(program: Command): void {
  program
    .command("check")
    .description(
      "Prints what is out of order in the sessions of the database, a flag a line, the gravest first. " +
        "Exits with 1 where a flag is as grave as --fail-on says, or no session fits the filter.",
    )
    .option("--filter <filter>", "of the sessions that this leaves, as the list reads it", "")
    .option("--fail-on <level>", `${FLAG_LEVELS.join(", ")} or ${NEVER}`, "error")
    .option("--json", "prints the report as JSON, as GET /api/health-report answers it")
    .action(check);
}

async function check({ filter, failOn, json }: Flags): Promise<void> {
  const level = levelOf(failOn);
  const report = await readReport(filter);
  if (json) await printLine(JSON.stringify(report));
  else for (const line of linesOf(report)) await printLine(line);
  if (report.sessions === 0) throw new CheckFailed("no session fits the filter");
  const grave = report.flags.filter((flag) => level !== null && isAsGrave(flag.level, level));
  if (grave.length > 0) throw new CheckFailed(`${plural(grave.length, "flag")} as grave as "${failOn}"`);
}

function levelOf(text: string): FlagLevel | null {
  if (text === NEVER) return null;
  const level = FLAG_LEVELS.find((name) => name === text);
  if (level === undefined) {
    throw new UsageError(`--fail-on takes ${FLAG_LEVELS.join(", ")} or ${NEVER}, not "${text}"`);
  }
  return level;
}

async function readReport(filter: string): Promise<HealthReport> {
  const store = await openStore({ databaseUrl: readSettings(process.env).databaseUrl });
  try {
    return await reportHealth(store, new URLSearchParams({ filter }));
  } catch (error) {
    if (error instanceof FilterError) throw new UsageError(error.message);
    throw error;
  } finally {
    await store.close();
  }
}

function isAsGrave(level: FlagLevel, wanted: FlagLevel): boolean {
  return FLAG_LEVELS.indexOf(level) <= FLAG_LEVELS.indexOf(wanted);
}

function linesOf({ sessions, unjudged, flags }: HealthReport): readonly string[] {
  const told = flags.map(({ level, flag, sentence, filter, evidence }) => {
    const { session, turn } = evidence[0] ?? { session: "", turn: null };
    const example = session === "" ? "" : ` For one: ${session}${turn === null ? "" : `, turn ${turn}`}.`;
    return `${level.padEnd(5)} ${flag}: ${sentence}${example} [${filter}]`;
  });
  return [
    ...told,
    ...(unjudged > 0
      ? [
          `info  ${plural(unjudged, "session")} not looked through by today's rules: turntree reclassify does.`,
        ]
      : []),
    `${plural(flags.length, "flag")} in ${plural(sessions, "session")}.`,
  ];
}
