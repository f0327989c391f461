import { copyFileSync, existsSync } from "node:fs";
import type { Command } from "commander";
import { callerPath } from "@/bin/io/caller-path";
import { CheckFailed } from "@/bin/io/check-failed";
import { printLine } from "@/bin/io/print-line";
import { UsageError } from "@/bin/io/usage-error";
import { plural } from "@/lib/core/base/format-count";
import { readSettings } from "@/lib/settings/settings";
import { CREDENTIAL_KEY_ENDING } from "@/lib/store/database/credential-key-ending";
import { databaseFile } from "@/lib/store/database/database-of";
import { isPostgresUrl } from "@/lib/store/database/postgres-url";
import { type RecoveredSession, recoverDatabase } from "@/lib/store/recover-database";

/** Adds `recover`: what a damaged SQLite file still holds, in a new one. Prints the id of each session that is whole or cut. */
export function addRecoverCommand(program: Command): void {
  program
    .command("recover")
    .description(
      "Reads what the damaged SQLite file of DATABASE_URL still holds, page by page, into a new file, and names what is lost. " +
        "A session is kept whole where its digests prove it, else up to its last turn that is whole (exit 1 where anything is lost). " +
        "The damaged file is not written to. Stop its servers first.",
    )
    .argument("<file>", "the new file, which must not be there yet")
    .action(recover);
}

async function recover(target: string): Promise<void> {
  const { databaseUrl } = readSettings(process.env);
  if (isPostgresUrl(databaseUrl)) {
    throw new UsageError("a PostgreSQL database is recovered by its own tools: its server's log says where");
  }
  const [from, to] = [databaseFile(databaseUrl), callerPath(target)];
  const { damage, isLogWhole, sessions } = await recoverDatabase(from, to);
  for (const { page, of, lostRows } of damage) {
    const what = lostRows === null ? "cannot be read" : `lacks ${lostRows} of its rows`;
    process.stderr.write(`page ${page} of ${of} ${what}\n`);
  }
  if (!isLogWhole) {
    process.stderr.write(`the log ${from}-wal is damaged: what was written last is lost\n`);
  }
  const counts = { whole: 0, cut: 0, lost: 0 };
  for await (const session of sessions) {
    counts[session.outcome]++;
    if (session.outcome !== "lost") await printLine(session.id);
    if (session.fault !== null) process.stderr.write(`${wordsOf(session)}\n`);
  }
  const key = `${from}${CREDENTIAL_KEY_ENDING}`;
  if (existsSync(key)) copyFileSync(key, `${to}${CREDENTIAL_KEY_ENDING}`);
  const { whole, cut, lost } = counts;
  process.stderr.write(`${plural(whole, "session")} whole and proven, ${cut} cut, ${lost} lost\n`);
  if (cut + lost > 0 || !isLogWhole) throw new CheckFailed("not everything could be read");
}

function wordsOf({ id, outcome, kept, recorded, fault }: RecoveredSession): string {
  const turns = recorded === null ? "" : ` of ${recorded} turns`;
  const became =
    outcome === "cut" ? `is cut: ${kept}${turns} are kept` : `is lost${turns && ` with${turns.slice(3)}`}`;
  return `${id} ${became}: ${fault}`;
}
