import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { assume } from "@/lib/core/base/assume";
import { postgresBinaries } from "@/test/postgres/postgres-binaries";
import { startCluster } from "@/test/postgres/postgres-cluster";
import { type BuiltApp, startBuiltApp } from "./support/built-app";
import { helperProcess } from "./support/load/helper-process";
import type { Load, LoadTimes } from "./support/load/load";
import { processCost } from "./support/load/process-cost";
import { machine } from "./support/machine";
import { percentilesOf } from "./support/percentiles-of";

/** Sessions at once, new bytes of a turn, and turns of each session. */
const LOADS = [
  [16, 2_000, 20],
  [64, 2_000, 20],
  [256, 2_000, 6],
  [16, 20_000, 12],
  [64, 20_000, 10],
  [256, 20_000, 2],
] as const;

/** How long a load lasts at most, but for first turns and those that have begun. */
const LOAD_SECONDS = 12;

/** How long what is written later may take, in ms. */
const SETTLE_MS = 1_500;

/** Something under load: where its calls go, and whose work is counted. */
interface Loaded {
  readonly what: string;
  readonly urls: readonly string[];
  readonly pids: readonly number[];
  close(): Promise<void>;
}

async function drive(load: Load): Promise<LoadTimes> {
  const driver = await helperProcess("load-driver");
  const told = once(driver.process, "message");
  driver.process.send(load);
  const [times] = await Promise.race([
    told,
    once(driver.process, "exit").then(() => Promise.reject(new Error("The driver failed."))),
  ]);
  driver.process.kill();
  return assume<LoadTimes>(times, "load-driver.ts tells them");
}

/** One row: a load that is not counted warms the programs up. */
async function measure(loaded: Loaded): Promise<void> {
  const { urls, pids, what } = loaded;
  await drive({ urls, name: "warm", sessions: 16, turns: 8, bytes: 2_000, seconds: LOAD_SECONDS });
  for (const [sessions, bytes, turns] of LOADS) {
    const before = processCost(pids);
    const name = `${sessions}-${bytes}`;
    const times = await drive({ urls, name, sessions, turns, bytes, seconds: LOAD_SECONDS });
    await setTimeout(SETTLE_MS);
    const after = processCost(pids);
    const { p50, worst } = percentilesOf(times.turns);
    const count = times.turns.length;
    const cells = [
      count,
      times.failures.length,
      (count / times.seconds).toFixed(0),
      ((after.cpuMs - before.cpuMs) / count).toFixed(1),
      p50.toFixed(0),
      p99(times.turns).toFixed(0),
      worst.toFixed(0),
      p99(times.first).toFixed(0),
      after.residentMb.toFixed(0),
      ((after.writtenKb - before.writtenKb) / count).toFixed(1),
    ];
    console.log(`| ${what} | ${sessions} × ${bytes / 1000} KB | ${cells.join(" | ")} |`);
    if (times.failures[0] !== undefined) console.error(`The first failure: ${times.failures[0]}`);
  }
}

function p99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}

async function bare(what: string, program: string, path: string, engineUrl: string): Promise<Loaded> {
  const { process: child, port } = await helperProcess(program, {
    TURNTREE_ENGINE_URL: engineUrl,
    NODE_ENV: "production",
  });
  const close = async () => void child.kill();
  return { what, urls: [`http://127.0.0.1:${port}${path}`], pids: [child.pid ?? 0], close };
}

async function recorders(count: number, engineUrl: string, databaseUrl?: string): Promise<Loaded> {
  const settings = {
    TURNTREE_ENGINE: "sglang",
    TURNTREE_ENGINE_URL: engineUrl,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  };
  const apps: BuiltApp[] = [];
  for (let at = 0; at < count; at++) apps.push(await startBuiltApp(settings));
  const where = databaseUrl === undefined ? "SQLite" : `PostgreSQL, ${count} recorder${count > 1 ? "s" : ""}`;
  return {
    what: `Turntree, ${where}`,
    urls: apps.map(({ url }) => `${url}/s/{session}/v1/chat/completions`),
    pids: apps.map(({ pid }) => pid),
    close: async () => void (await Promise.all(apps.map((app) => app.close()))),
  };
}

async function each(open: () => Promise<Loaded>): Promise<void> {
  const loaded = await open();
  try {
    await measure(loaded);
  } finally {
    await loaded.close();
  }
}

/**
 * Turns a second of a recorder beside two programs that only forward, with the same engine and bodies. Engine and
 * driver are processes of their own. `TURNTREE_BENCH_RECORDERS` says how many recorders on PostgreSQL are measured,
 * such as 1,2,4; none unless given. What is measured takes some 90 s each, however slow the machine is.
 */
async function run(): Promise<void> {
  const begun = machine();
  const built = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build", "bench/bare-next"], {
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(`${built.stdout}${built.stderr}`);
  const engine = await helperProcess("fast-engine");
  const engineUrl = `http://127.0.0.1:${engine.port}`;
  const counts = (process.env.TURNTREE_BENCH_RECORDERS ?? "").split(",").filter(Boolean).map(Number);
  console.log(
    "| what | sessions × a turn | turns | failed | turns/s | CPU ms a turn | p50 ms | p99 | worst | first turn p99 | resident MB | written KB a turn |",
  );
  console.log("|---|---|---|---|---|---|---|---|---|---|---|---|");
  try {
    await each(() => bare("node:http", "bare-forwarder", "/", engineUrl));
    await each(() => bare("Next handler", "bare-next", "/forward", engineUrl));
    await each(() => recorders(1, engineUrl));
    for (const count of counts) {
      const cluster = await startCluster(postgresBinaries, { fsync: "on" });
      try {
        await each(() => recorders(count, engineUrl, cluster.url));
      } finally {
        await cluster.remove();
      }
    }
  } finally {
    engine.process.kill();
  }
  console.log(`Begun: ${begun}. Ended: ${machine()}.`);
}

await run();
