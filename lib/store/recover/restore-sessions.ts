import type Database from "better-sqlite3";
import { z } from "zod";
import type { SqliteValue } from "./read-record";

/** What indexes tell of a session whose own row cannot be read, by column. */
export type IndexedSession = ReadonlyMap<string, SqliteValue>;

/** What nobody can tell of such a session any more. */
export const ROW_IS_LOST = "its own row cannot be read: labels, metadata, settings and rewards are not known";

const LEFT = z.array(z.object({ key: z.number(), turns: z.number(), first: z.number(), last: z.number() }));

/** Words of an index entry that stand in the row as they are. */
const TAKEN = ["status", "origin", "model", "tokenizer"] as const;

/** For what no index tells: what most sessions are. */
const USUAL: Readonly<Record<(typeof TAKEN)[number], string>> = {
  status: "finished",
  origin: "api",
  model: "unknown",
  tokenizer: "unknown",
};

/**
 * Gives sessions of which turns are left and the own row is not a row again, with what the indexes tell. Answers their
 * keys.
 *
 * @param indexed what is known of sessions, by key.
 */
export function restoreSessions(
  database: Database.Database,
  indexed: ReadonlyMap<number, IndexedSession>,
): ReadonlySet<number> {
  const left = LEFT.parse(
    database
      .prepare(
        `SELECT "sessionKey" AS "key", COUNT(*) AS "turns", MIN("createdAt") AS "first", MAX("createdAt") AS "last"
         FROM "Turn" WHERE "sessionKey" NOT IN (SELECT "key" FROM "Session") GROUP BY "sessionKey"`,
      )
      .all(),
  );
  const insert = database.prepare(
    `INSERT OR IGNORE INTO "Session" ("key", "id", "createdAt", "updatedAt", "turnCount", "promptMode", "matcher",
       "samplingDefaults", "labels", "metadata", ${TAKEN.map((name) => `"${name}"`).join(", ")})
     VALUES (?, ?, ?, ?, ?, 'graft', 'exact', '{}', '{}', '{}', ${TAKEN.map(() => "?").join(", ")})`,
  );
  for (const { key, turns, first, last } of left) {
    const known = indexed.get(key);
    const words = TAKEN.map((name) => known?.get(name) ?? USUAL[name]);
    insert.run(key, known?.get("id") ?? `recovered-${key}`, first, last, turns, ...words);
  }
  return new Set(left.map(({ key }) => key));
}

/** Takes out rows that belong to none: a migration that is still to come would refuse them. */
export function removeOrphans(database: Database.Database, tables: readonly string[]): void {
  const orphaned = tables.flatMap((table) => orphansOf(database, table));
  // A turn goes with its session, and then what is the turn's.
  for (let changes = 1; changes > 0; ) {
    changes = orphaned.reduce((sum, statement) => sum + database.prepare(statement).run().changes, 0);
  }
}

const KEYS = z.array(z.object({ id: z.number(), table: z.string(), from: z.string(), to: z.string() }));

function orphansOf(database: Database.Database, table: string): readonly string[] {
  const rows = KEYS.parse(database.pragma(`foreign_key_list("${table}")`));
  return [...new Set(rows.map(({ id }) => id))].map((id) => {
    const parts = rows.filter((row) => row.id === id);
    const parent = parts[0]?.table ?? "";
    const same = parts.map(({ from, to }) => `p."${to}" = "${table}"."${from}"`).join(" AND ");
    return `DELETE FROM "${table}" WHERE NOT EXISTS (SELECT 1 FROM "${parent}" p WHERE ${same})`;
  });
}
