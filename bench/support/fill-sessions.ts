import type { Database } from "better-sqlite3";

/**
 * Fills the table of sessions as recordings do, from the one session that the store opened itself.
 *
 * @param sessions how many there are afterwards.
 * @param changed SQL of `n`, from 1, by the column that is not that session's.
 */
export function fillSessions(
  database: Database,
  sessions: number,
  changed: Readonly<Record<string, string>>,
): void {
  const columns = database.prepare("SELECT name FROM pragma_table_info('Session')").pluck().all().map(String);
  const names = columns.map((name) => `"${name}"`).join(", ");
  const values = columns.map((name) => changed[name] ?? `"${name}"`).join(", ");
  database.exec(`
    INSERT INTO "Session" (${names})
      WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${sessions - 1})
      SELECT ${values} FROM numbers, (SELECT * FROM "Session" LIMIT 1);
  `);
}
