import { copyFileSync, existsSync } from "node:fs";
import type { Command } from "commander";
import { callerPath } from "@/bin/io/caller-path";
import { proveDatabase } from "@/bin/io/prove-database";
import { UsageError } from "@/bin/io/usage-error";
import { plural } from "@/lib/core/base/format-count";
import { readSettings } from "@/lib/settings/settings";
import { copySqliteFile } from "@/lib/store/database/copy-sqlite-file";
import { CREDENTIAL_KEY_ENDING } from "@/lib/store/database/credential-key-ending";
import { databaseFile } from "@/lib/store/database/database-of";
import { isPostgresUrl } from "@/lib/store/database/postgres-url";

/** Adds `restore`: a copy that `backup` made, in the place of the database. */
export function addRestoreCommand(program: Command): void {
  program
    .command("restore")
    .description(
      "Puts a copy that backup made where DATABASE_URL says, brings it to this release, and proves it. " +
        "A database that is there is not written over: move it away first.",
    )
    .argument("<file>", "the copy")
    .action(restore);
}

async function restore(source: string): Promise<void> {
  const settings = readSettings(process.env);
  if (isPostgresUrl(settings.databaseUrl)) {
    throw new UsageError("a PostgreSQL database is restored by its own pg_restore (docs/operations.md)");
  }
  const [from, to] = [callerPath(source), databaseFile(settings.databaseUrl)];
  await copySqliteFile(from, to);
  const key = `${from}${CREDENTIAL_KEY_ENDING}`;
  if (existsSync(key)) copyFileSync(key, `${to}${CREDENTIAL_KEY_ENDING}`);
  const { sessions } = await proveDatabase(settings.databaseUrl, settings);
  process.stderr.write(`${plural(sessions, "session")} restored and proven\n`);
}
