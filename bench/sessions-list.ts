import { cpus } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import Database from "better-sqlite3";
import { sessionInput, temporaryFolder } from "@/lib/store/fixtures";
import { openStore } from "@/lib/store/open-store";
import type { SessionQuery } from "@/lib/store/store";

const SESSIONS = 100_000;
const LIMIT_MS = 100;
const ROUNDS = 60;

/** A page as the list asks for it, under the filters that people type. */
const QUERIES: readonly (readonly [string, Partial<SessionQuery>])[] = [
  ["no filter", {}],
  ["status", { status: "open" }],
  ["forks:>2", { filter: "forks:>2" }],
  ["yield:<0.8 refused:yes", { filter: "yield:<0.8 refused:yes" }],
  ["a rare figure", { filter: "forks:>8 yield:<0.1" }],
  ["cause:compaction", { filter: "cause:compaction" }],
  ["a run", { filter: "run:run-17" }],
  ["model and status", { filter: "model:qwen3 status:finished" }],
  ["part of an id", { search: "-9999" }],
  ["text in few messages", { filter: "number8731" }],
  ["text in all messages", { filter: "usual" }],
  ["nothing found", { filter: "forks:>1000" }],
];

/** Fills the table as recordings do, from one session that the store opened itself. */
function fill(file: string): void {
  const database = new Database(file);
  const columns = database.prepare("SELECT name FROM pragma_table_info('Session')").pluck().all().map(String);
  const changed = new Map([
    ["key", "n + 1"],
    ["id", "'session-' || n"],
    ["status", "CASE WHEN n % 5 = 0 THEN 'open' ELSE 'finished' END"],
    ["updatedAt", "1790000000000 + (n * 7919) % 1000000"],
    ["createdAt", "1790000000000 + n"],
    ["forkCount", "n * 31 % 10"],
    ["refusedTokens", "CASE WHEN n % 7 = 0 THEN 12 ELSE 0 END"],
    ["sampledTokens", "1000"],
    ["trainedTokens", "n * 13 % 1001"],
    ["run", "'run-' || n % 50"],
    ["metadata", "json_object('note', hex(randomblob(300)))"],
  ]);
  const names = columns.map((name) => `"${name}"`).join(", ");
  const values = columns.map((name) => changed.get(name) ?? `"${name}"`).join(", ");
  database.exec(`
    INSERT INTO "Session" (${names})
      WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${SESSIONS - 1})
      SELECT ${values} FROM numbers, (SELECT * FROM "Session" LIMIT 1);
    INSERT INTO "SessionCause" ("sessionKey", "subject", "cause", "count", "tokens")
      SELECT "key", 'fork', CASE WHEN "key" % 3 = 0 THEN 'compaction' ELSE 'rewritten' END, 1, 10
      FROM "Session" WHERE "key" % 4 = 0;
    INSERT INTO "MessageBody" ("sessionKey", "number", "role", "hash", "text")
      SELECT "key", 1, 'user', randomblob(16),
        json_object('role', 'user', 'content', 'task number' || "key" % 9973 || ' of the usual kind')
      FROM "Session";
  `);
  database.close();
}

/** How long a page of 50 takes among 100,000 sessions, through the store. */
export async function run(): Promise<void> {
  console.log(`${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}`);
  const folder = temporaryFolder();
  const file = join(folder.path, "turntree.db");
  const store = await openStore({ databaseUrl: `file:${file}` });
  await store.openSession(sessionInput("first"));
  fill(file);
  for (const [name, query] of QUERIES) {
    const times: number[] = [];
    let cursor: string | undefined;
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      const page = await store.listSessions({
        sort: "updated_at",
        limit: 50,
        ...query,
        ...(cursor && { cursor }),
      });
      times.push(performance.now() - started);
      cursor = page.nextCursor ?? undefined;
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => (times[Math.floor((ROUNDS - 1) * share)] ?? 0).toFixed(1);
    console.log(
      `${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (limit ${LIMIT_MS} ms, ${SESSIONS} sessions)`,
    );
  }
  await store.close();
  folder.remove();
}

if (process.argv[1]?.endsWith("bench/sessions-list.ts")) await run();
