import { cpus } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import Database from "better-sqlite3";
import type { ListPage } from "@/lib/core/list/list-row";
import { statsOf } from "@/lib/inspect/list/figures";
import { sessionFacets, sessionList } from "@/lib/inspect/list/session-list";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { fillSessions } from "./support/fill-sessions";

const SESSIONS = 100_000;
const LIMIT_MS = 100;
const STATS_LIMIT_MS = 1000;
const ROUNDS = 60;

/** A page as the list asks for it, under the filters that people type. */
const QUERIES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["no filter", {}],
  ["by yield, the lowest first", { sort: "yield", order: "asc" }],
  ["by what changed last", { sort: "updated_at" }],
  ["status:open", { q: "status:open" }],
  ["started in one minute", { q: "started:2026-09-21T14:14" }],
  ["forks:>2", { q: "forks:>2" }],
  ["yield:<0.8 refused:yes", { q: "yield:<0.8 refused:yes" }],
  ["a rare figure", { q: "forks:>8 yield:<0.1" }],
  ["cause:compaction", { q: "cause:compaction" }],
  ["a run", { q: "run:run-17" }],
  ["model and status", { q: "model:model-2 status:finished" }],
  ["part of an id", { q: "id:-9999" }],
  ["text in few messages", { q: "number8731" }],
  ["text in all messages", { q: "usual" }],
  ["the most words that a filter takes", { q: "of the usual kind task ".repeat(10).trim() }],
  ["nothing found", { q: "forks:>1000" }],
];

/** Fills the table as recordings do, from one session that the store opened itself. */
function fill(file: string): void {
  const database = new Database(file);
  fillSessions(database, SESSIONS, {
    key: "n + 1",
    id: "'session-' || n",
    status: "CASE WHEN n % 5 = 0 THEN 'open' ELSE 'finished' END",
    updatedAt: "1790000000000 + (n * 7919) % 1000000",
    createdAt: "1790000000000 + n",
    forkCount: "n * 31 % 10",
    refusedTokens: "CASE WHEN n % 7 = 0 THEN 12 ELSE 0 END",
    sampledTokens: "1000",
    trainedTokens: "n * 13 % 1001",
    run: "'run-' || (n % 50)",
    client: "'client-' || (n % 6)",
    model: "'model-' || (n % 4)",
    shape: "'BABACBCBBABABA'",
    lastTurnAt: "1790000000000 + n * 3",
    rewardValue: "CASE WHEN n % 3 = 0 THEN NULL ELSE n % 2 END",
    metadata: "json_object('note', hex(randomblob(300)))",
  });
  database.exec(`
    INSERT INTO "SessionCause" ("sessionKey", "subject", "cause", "count", "tokens")
      SELECT "key", 'fork', CASE WHEN "key" % 3 = 0 THEN 'compaction' ELSE 'rewritten' END, 1, 10
      FROM "Session" WHERE "key" % 4 = 0;
    UPDATE "Session" SET "causeNames" = COALESCE((SELECT "cause" FROM "SessionCause" WHERE "sessionKey" = "key"), '');
    INSERT INTO "MessageBody" ("sessionKey", "number", "role", "hash", "text")
      SELECT "key", 1, 'user', randomblob(16),
        json_object('role', 'user', 'content', 'task number' || "key" % 9973 || ' of the usual kind')
      FROM "Session";
  `);
  database.close();
}

/** Share of sorted times that lie below. */
function told(times: number[]): string {
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

/** How long a page of 50 with the facets' counts takes among 100,000 sessions, as the page's calls work it out. */
async function listTimes(store: Store, search: Readonly<Record<string, string>>): Promise<string> {
  const [both, pages]: [number[], number[]] = [[], []];
  let cursor: string | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const query = new URLSearchParams({ ...search, ...(cursor !== null && { cursor }) });
    const started = performance.now();
    const page: ListPage = await sessionList(store, query);
    const listed = performance.now();
    await sessionFacets(store, query);
    both.push(performance.now() - started);
    pages.push(listed - started);
    cursor = page.next_cursor;
  }
  return `${told(both)} (the page alone: ${told(pages)})`;
}

async function statsTimes(store: Store, search: Readonly<Record<string, string>>): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS / 4; round++) {
    const started = performance.now();
    await statsOf(store, new URLSearchParams(search));
    times.push(performance.now() - started);
  }
  return told(times);
}

async function run(): Promise<void> {
  console.log(`${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}`);
  const folder = temporaryFolder();
  const file = join(folder.path, "turntree.db");
  const store = await openStore({ databaseUrl: `file:${file}` });
  await store.openSession(sessionForStore("first"));
  fill(file);
  console.log(`A page with its facets (limit ${LIMIT_MS} ms at p95, ${SESSIONS} sessions):`);
  for (const [name, search] of QUERIES) console.log(`  ${name}: ${await listTimes(store, search)}`);
  console.log(`Figures over all sessions, as /runs shows them (limit ${STATS_LIMIT_MS} ms at p95):`);
  for (const filter of ["", "client:client-3", "run:run-17"]) {
    console.log(`  ${filter || "no filter"}: ${await statsTimes(store, { filter })}`);
  }
  await store.close();
  folder.remove();
}

await run();
