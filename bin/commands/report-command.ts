import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { callerPath } from "@/bin/io/caller-path";
import { CheckFailed } from "@/bin/io/check-failed";
import { printLine } from "@/bin/io/print-line";
import { plural } from "@/lib/core/base/format-count";
import { checkCitations } from "@/lib/inspect/report/check-citations";
import { readSettings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";

/** Adds `report check`: whether the citations of a report are what was recorded. */
export function addReportCommand(program: Command): void {
  program
    .command("report")
    .description("Works on reports in Markdown whose citations name recorded tokens (docs/agents.md).")
    .command("check")
    .description(
      "Compares every citation, [words](turntree:session/turn/from-to#digest), with the database. Prints those that do not " +
        "hold; ends with 1 where there is one, or no citation at all.",
    )
    .argument("<file>", "the report")
    .action(check);
}

async function check(file: string): Promise<void> {
  const markdown = await readFile(callerPath(file), "utf8");
  const store = await openStore({ databaseUrl: readSettings(process.env).databaseUrl });
  try {
    const citations = await checkCitations(store, markdown);
    const broken = citations.filter(({ fault }) => fault !== null);
    for (const { words, address, fault } of broken) await printLine(`[${words}](${address}): ${fault}`);
    if (citations.length === 0) throw new CheckFailed("the report cites nothing");
    if (broken.length > 0)
      throw new CheckFailed(`${broken.length} of ${plural(citations.length, "citation")} do not hold`);
    process.stderr.write(`${plural(citations.length, "citation")} hold\n`);
  } finally {
    await store.close();
  }
}
