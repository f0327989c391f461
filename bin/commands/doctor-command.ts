import type { Command } from "commander";
import { CheckFailed } from "@/bin/io/check-failed";
import { examineMachine } from "@/bin/io/examine-machine";
import { printLine } from "@/bin/io/print-line";
import { errorMessage } from "@/lib/core/base/error-message";
import { plural } from "@/lib/core/base/format-count";
import type { EngineFinding } from "@/lib/recorder/models/engine-finding";
import type { ExaminedEngine } from "@/lib/recorder/models/examine-engine";
import { examineEngine } from "@/lib/recorder/models/examine-engine";
import { openExamined } from "@/lib/recorder/models/open-examined";
import { readSettings, type Settings } from "@/lib/settings/settings";

const LABELS = { ok: "ok", no: "no", fault: "FAULT" } as const;

/** Adds `doctor`: whether this machine and the engine give what recording needs. */
export function addDoctorCommand(program: Command): void {
  program
    .command("doctor")
    .description(
      "Looks at the machine and the engine of the settings: port, files, rights, space, a PostgreSQL database, clocks; then a few tokens in every way that " +
        "is asked for. Each line says ok, no (calls go on without it) or FAULT and what to do. Ends with 1 at a fault.",
    )
    .action(doctor);
}

async function doctor(): Promise<void> {
  const settings = readSettings(process.env);
  const findings: EngineFinding[] = [...(await examineMachine(settings))];
  for (const finding of findings) await print(finding);
  for (const finding of await engineFindings(settings)) {
    findings.push(finding);
    await print(finding);
  }
  const faults = findings.filter(({ state }) => state === "fault").length;
  if (faults > 0) throw new CheckFailed(`${plural(faults, "fault")}: see the lines above`);
}

async function engineFindings(settings: Settings): Promise<readonly EngineFinding[]> {
  if (settings.engine === "sim") {
    return [{ what: "engine", state: "no", words: "None: `npm start` brings the simulated one." }];
  }
  let examined: ExaminedEngine;
  try {
    examined = await openExamined(settings);
  } catch (error) {
    return [
      { what: "tokenizer files", state: "fault", words: `${errorMessage(error)} Set TURNTREE_TOKENIZER.` },
    ];
  }
  return examineEngine(examined);
}

function print({ what, state, words }: EngineFinding): Promise<void> {
  return printLine(`${LABELS[state].padEnd(5)}  ${what}: ${words}`);
}
