import { randomUUID } from "node:crypto";
import { copyFileSync, existsSync, rmSync } from "node:fs";
import type { Command } from "commander";
import { callerPath } from "@/bin/io/caller-path";
import { proveDatabase } from "@/bin/io/prove-database";
import { sayWhereEvidenceIs } from "@/bin/io/say-where-evidence-is";
import { UsageError } from "@/bin/io/usage-error";
import { plural } from "@/lib/core/base/format-count";
import { readSettings } from "@/lib/settings/settings";
import { copySqliteFile } from "@/lib/store/database/copy-sqlite-file";
import { CREDENTIAL_KEY_ENDING } from "@/lib/store/database/credential-key-ending";
import { databaseFile } from "@/lib/store/database/database-of";
import { isPostgresUrl } from "@/lib/store/database/postgres-url";

/** What to do for a database that its own tools copy. */
const FOR_POSTGRES =
  "a PostgreSQL database is copied by its own pg_dump --format=custom (docs/operations.md); " +
  "turntree copy --from postgresql://… --to file:… makes a file of it";

/** Adds `backup`: the SQLite file as of now, proven. */
export function addBackupCommand(program: Command): void {
  program
    .command("backup")
    .description(
      "Copies the SQLite file as of one moment, while servers write to it, and proves the copy: all digests are derived anew. " +
        "A file of an earlier release stays as that release made it.",
    )
    .argument("<file>", "the copy, which must not be there yet")
    .action(backup);
}

async function backup(target: string): Promise<void> {
  const settings = readSettings(process.env);
  if (isPostgresUrl(settings.databaseUrl)) throw new UsageError(FOR_POSTGRES);
  const [from, to] = [databaseFile(settings.databaseUrl), callerPath(target)];
  await copySqliteFile(from, to);
  // Proving opens a database, which would bring the copy to this build's schema.
  const tried = `${to}.${randomUUID()}`;
  try {
    await copySqliteFile(to, tried);
    const { sessions } = await proveDatabase(`file:${tried}`, settings);
    process.stderr.write(`${plural(sessions, "session")} copied and proven\n`);
  } catch (error) {
    rmSync(to, { force: true });
    throw error;
  } finally {
    for (const ending of ["", "-wal", "-shm"]) rmSync(`${tried}${ending}`, { force: true });
  }
  const key = `${from}${CREDENTIAL_KEY_ENDING}`;
  if (existsSync(key)) copyFileSync(key, `${to}${CREDENTIAL_KEY_ENDING}`);
  sayWhereEvidenceIs(settings.blobs);
}
