import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { CREDENTIAL_KEY_ENDING } from "@/lib/store/database/credential-key-ending";
import { databaseName, isPostgresUrl } from "@/lib/store/database/postgres-url";

/**
 * The key with which credentials are hashed where they become session ids and nothing else is set: made once, and kept
 * beside the database, never in it. Whoever has the database alone cannot guess passwords by their hashes. That of a
 * PostgreSQL database is kept where the server was started, so recorders on several machines need a setting instead.
 *
 * @param databaseUrl `file:` and a path, or `postgresql://…`.
 */
export function credentialKey(databaseUrl: string): string {
  const file = `${besideDatabase(databaseUrl)}${CREDENTIAL_KEY_ENDING}`;
  const known = readKey(file);
  if (known !== null) return known;
  const made = randomBytes(32).toString("hex");
  try {
    // SQLite's folder is there: the database was opened before.
    if (isPostgresUrl(databaseUrl)) mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${made}\n`, { mode: 0o600, flag: "wx" });
    return made;
  } catch {
    // Another process was faster, or nothing can be written there: then hashes hold for this process alone.
    return readKey(file) ?? made;
  }
}

function besideDatabase(databaseUrl: string): string {
  if (!isPostgresUrl(databaseUrl)) return resolve(databaseUrl.replace(/^file:/, ""));
  return resolve(
    "data",
    databaseName(databaseUrl)
      .replace(/^postgresql:\/\//, "")
      .replace(/[^\w.-]+/g, "_"),
  );
}

function readKey(file: string): string | null {
  try {
    return /^[0-9a-f]{64}$/.exec(readFileSync(file, "utf8").trim())?.[0] ?? null;
  } catch {
    return null;
  }
}
