import Database from "better-sqlite3";
import { JOURNEYS_DATABASE_URL } from "./journeys-database";

/** The tables that hold a session's rows, under its key. */
const TABLES = ["MessageBody", "MessageNode", "Turn", "TurnLists", "TurnOutput"] as const;

/** A session whose rows do not hold together, as after a copy of the database that broke off. */
export interface DamagedCopy extends Disposable {
  readonly id: string;
  /** Puts the missing row back. */
  mend(): void;
}

/**
 * Copies a session's rows in the journeys' own database, all but the tokens that its last turn sampled. The server
 * did not write it and has nothing of it in memory, so it reads what the file holds. Gone when disposed of.
 *
 * @example
 * using copy = damagedCopy("linear");
 */
export function damagedCopy(session: string): DamagedCopy {
  const database = new Database(JOURNEYS_DATABASE_URL.slice("file:".length), { timeout: 60_000 });
  const id = `damaged-${Date.now()}`;
  const key = database.prepare(`SELECT MAX("key") + 1 FROM "Session"`).pluck().get();
  const source = database.prepare(`SELECT "key" FROM "Session" WHERE "id" = ?`).pluck().get(session);
  const copy = (table: string, given: Readonly<Record<string, unknown>>, also = ""): void => {
    const columns = database.prepare(`SELECT name FROM pragma_table_info(?)`).pluck().all(table).map(String);
    const values = columns.map((name) => (name in given ? `@${name}` : `"${name}"`));
    const keyColumn = table === "Session" ? "key" : "sessionKey";
    database
      .prepare(
        `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`)}) SELECT ${values} FROM "${table}" WHERE "${keyColumn}" = @source ${also}`,
      )
      .run({ ...given, source });
  };
  const last = `"index" = (SELECT MAX("index") FROM "Turn" WHERE "sessionKey" = @source)`;
  database.transaction(() => {
    copy("Session", { key, id });
    for (const table of TABLES) {
      copy(table, { sessionKey: key }, table === "TurnOutput" ? `AND NOT ${last}` : "");
    }
  })();
  return {
    id,
    mend: () => copy("TurnOutput", { sessionKey: key }, `AND ${last}`),
    [Symbol.dispose]: () => {
      database.prepare(`DELETE FROM "Session" WHERE "key" = ?`).run(key);
      database.close();
    },
  };
}
