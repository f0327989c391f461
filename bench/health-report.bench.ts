import { cpus } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import Database from "better-sqlite3";
import { readRunLens } from "@/lib/inspect/list/read-run-lens";
import { reportHealth } from "@/lib/inspect/list/report-health";
import { openStore } from "@/lib/store/open-store";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { fillSessions } from "./support/fill-sessions";

/** A run of 10,000 sessions in groups of 8 over 100 steps, each with two flags, among ten such runs. */
const SESSIONS = 100_000;
const LIMIT_MS = 250;
const ROUNDS = 15;

function fill(file: string): void {
  const database = new Database(file);
  fillSessions(database, SESSIONS, {
    key: "n + 1",
    id: "'session-' || n",
    status: "'finished'",
    createdAt: "1790000000000 + n",
    run: "'run-' || (n / 10000)",
    groupIndex: "n / 8",
    step: "n % 10000 / 100",
    turnCount: "10",
    sampleCount: "1 + n % 3",
    sampledTokens: "1000",
    trainedTokens: "900",
    rewardValue: "n / 8 % 2 * (n % 2)",
    oldestWeights: "n % 10000 / 100",
    newestWeights: "n % 10000 / 100 + 1",
    judgedBy: "1",
    metadata: "json_object('note', hex(randomblob(300)))",
  });
  database.exec(`
    INSERT INTO "SessionFlag" SELECT "key", 'lost_signal', 'realigned, white space', 1, 100, 2, 0, 100 FROM "Session";
    INSERT INTO "SessionFlag" SELECT "key", 'loop', 'bash', 1, 30, 4, 0, 30 FROM "Session" WHERE "key" % 10 = 0;
  `);
  database.close();
}

const folder = temporaryFolder();
const file = join(folder.path, "turntree.db");
const store = await openStore({ databaseUrl: `file:${file}` });
await store.openSession(sessionForStore("session-0"));
fill(file);

async function timed(name: string, read: () => Promise<unknown>, limit: number): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await read();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(ROUNDS / 2)] ?? 0;
  const told = median <= limit ? "" : `  over its limit of ${limit} ms`;
  if (median > limit) process.exitCode = 1;
  console.log(`${name}: p50 ${median.toFixed(0)} ms, worst ${(times.at(-1) ?? 0).toFixed(0)} ms${told}`);
}

console.log(`${SESSIONS} sessions, ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}`);
const report = (filter: string) => reportHealth(store, new URLSearchParams({ filter }));
await timed("report of a run of 10,000 sessions", () => report("run:run-3"), LIMIT_MS);
await timed("lens of the same run", () => readRunLens({ store }, "run:run-3", {}), 2 * LIMIT_MS);
await timed(
  "lens of five of its steps",
  () => readRunLens({ store }, "run:run-3", { steps: "60-64" }),
  2 * LIMIT_MS,
);
await timed("report of all 100,000", () => report(""), 10 * LIMIT_MS);
await store.close();
folder.remove();
