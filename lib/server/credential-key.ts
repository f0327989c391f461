import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

/** What is added to the name of the database's file. */
const ENDING = ".credential-key";

/**
 * The key with which credentials are hashed where they become session ids and nothing else is set: made once, and kept
 * beside the database, never in it. Whoever has the database alone cannot guess passwords by their hashes.
 *
 * @param databaseUrl `file:` and a path.
 */
export function credentialKey(databaseUrl: string): string {
  const file = `${resolve(databaseUrl.replace(/^file:/, ""))}${ENDING}`;
  const known = readKey(file);
  if (known !== null) return known;
  const made = randomBytes(32).toString("hex");
  try {
    writeFileSync(file, `${made}\n`, { mode: 0o600, flag: "wx" });
    return made;
  } catch {
    // Another process was faster, or nothing can be written there: then hashes hold for this process alone.
    return readKey(file) ?? made;
  }
}

function readKey(file: string): string | null {
  try {
    return /^[0-9a-f]{64}$/.exec(readFileSync(file, "utf8").trim())?.[0] ?? null;
  } catch {
    return null;
  }
}
