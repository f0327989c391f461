import type { Command } from "commander";
import { commandChange } from "@/bin/io/command-change";
import { printLine } from "@/bin/io/print-line";
import { UsageError } from "@/bin/io/usage-error";
import { plural } from "@/lib/core/base/format-count";
import { type KeepRule, readAge, readKeepRule } from "@/lib/core/recording/keep-rule";
import { readSettings } from "@/lib/settings/settings";
import type { BlobStore } from "@/lib/store/blobs/blob-store";
import { blobsOf } from "@/lib/store/blobs/blobs-of";
import { managedChanges } from "@/lib/store/engines/managed-changes";
import { openConnection } from "@/lib/store/open-connection";
import { type PruneQuery, pruneSessions } from "@/lib/store/prune-sessions";

interface Flags {
  readonly olderThan: string;
  readonly keep: readonly string[];
  readonly dryRun?: true;
  readonly evidence?: true;
}

/** Adds `prune`: old sessions out of the database. Prints the id of each that was removed. */
export function addPruneCommand(program: Command): void {
  program
    .command("prune")
    .description(
      "Removes sessions in which nothing changed for so long, with all that was recorded of them. Servers may run meanwhile. " +
        "A SQLite file takes no more room then, and does not shrink by itself.",
    )
    .requiredOption("--older-than <age>", "in hours, days or weeks: 12h, 30d, 2w")
    .option("--keep <rule>", "label:NAME or label:NAME=VALUE; may be given several times", collect, [])
    .option("--evidence", "removes what TURNTREE_BLOBS keeps since so long, and no session")
    .option("--dry-run", "prints what would be removed")
    .action(prune);
}

function collect(rule: string, rules: readonly string[]): readonly string[] {
  return [...rules, rule];
}

async function prune({ olderThan, keep, dryRun, evidence }: Flags): Promise<void> {
  const age = readAge(olderThan);
  if (age === null)
    throw new UsageError(`--older-than takes an age such as 30d, 12h or 2w, not "${olderThan}"`);
  const query = { before: Date.now() - age, keep: keep.map(ruleOf), isDry: dryRun === true };
  const settings = readSettings(process.env);
  const blobs = blobsOf(settings);
  const connection = await openConnection({ databaseUrl: settings.databaseUrl });
  let removed = 0;
  try {
    if (!query.isDry) {
      const action = evidence === true ? "prune evidence" : "prune";
      await managedChanges(connection).add(commandChange(action, olderThan));
    }
    if (evidence === true) return await pruneEvidence(blobs, query);
    for await (const id of pruneSessions(connection, query, blobs)) {
      removed++;
      await printLine(id);
    }
  } finally {
    await connection.close();
  }
  const sessions = plural(removed, "session", "sessions");
  process.stderr.write(query.isDry ? `${sessions} would be removed\n` : `${sessions} removed\n`);
}

/** Evidence that stands apart goes whatever session it is of: the age of the bytes alone counts. */
async function pruneEvidence(blobs: BlobStore | null, { before, keep, isDry }: PruneQuery): Promise<void> {
  if (blobs === null) throw new UsageError("--evidence removes what TURNTREE_BLOBS keeps, and it is not set");
  if (keep.length > 0 || isDry) throw new UsageError("--evidence goes with neither --keep nor --dry-run");
  const removed = await blobs.removeOlder(before);
  process.stderr.write(`${plural(removed, "column")} of evidence removed from ${blobs.place}\n`);
}

function ruleOf(text: string): KeepRule {
  const rule = readKeepRule(text);
  if (rule === null) throw new UsageError(`--keep takes label:NAME or label:NAME=VALUE, not "${text}"`);
  return rule;
}
