import { performance } from "node:perf_hooks";
import { type BuiltApp, startBuiltApp } from "./support/built-app";
import { healthWhile } from "./support/health-while";
import { bigLines, type Heavy, heavyRequests } from "./support/heavy-requests";
import { machine } from "./support/machine";
import { percentilesOf } from "./support/percentiles-of";

/** What nobody else may have to wait longer than while one of these runs, in ms. */
const LIMIT_MS = 50;

const EMPTY_SESSIONS = Number(process.env.TURNTREE_BENCH_SESSIONS ?? 11_308);
const BIG_TURNS = { finished: 6_000, open: 1_500 };

/** What one heavy request cost everybody else, times in ms. */
interface Cost {
  readonly seconds: number;
  readonly said: string;
  readonly p50: number;
  readonly worst: number;
  /** Most that the serving thread worked while an answer was waited for. */
  readonly worked: number;
  /** The longest time for which its loop stood, also while others had the processor. */
  readonly stood: number;
  readonly megabytes: number;
}

/** A figure of the server; asking for the lag of its loop begins that anew. */
async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
}

async function measure(app: BuiltApp, heavy: Heavy): Promise<Cost> {
  const { url } = app;
  await metric(url, "turntree_nodejs_eventloop_lag_max_seconds");
  let said = "";
  let seconds = 0;
  const times = await healthWhile(app, async () => {
    const begun = performance.now();
    said = await heavy.run(url).catch((error: unknown) => String(error));
    seconds = (performance.now() - begun) / 1000;
  });
  const { p50, worst } = percentilesOf(times.map(({ waited }) => waited));
  const { worst: worked } = percentilesOf(times.map((time) => time.worked));
  const stood = (await metric(url, "turntree_nodejs_eventloop_lag_max_seconds")) * 1000;
  const megabytes = (await metric(url, "turntree_process_resident_memory_bytes")) / 1e6;
  return { seconds, said, p50, worst, worked, stood, megabytes };
}

async function fill(app: BuiltApp): Promise<void> {
  const big = await bigLines(BIG_TURNS.finished, "big", "finished");
  const line = JSON.parse(big.slice(0, big.indexOf("\n")));
  const empty = Array.from({ length: EMPTY_SESSIONS }, (_, at) =>
    JSON.stringify({ ...line, id: `empty-${at}`, turns: 0 }),
  );
  await app.importSession(`${empty.join("\n")}\n`);
  await app.importSession(big);
  await app.importSession(await bigLines(BIG_TURNS.open, "open", "open"));
}

/** What each request costs a server with these settings, row by row; whether all keep within the limit. */
async function measureAll(name: string, threads: string, requests: readonly Heavy[]): Promise<boolean> {
  const app = await startBuiltApp({ TURNTREE_THREADS: threads });
  let isWithin = true;
  try {
    await fill(app);
    for (const heavy of requests) {
      const cost = await measure(app, heavy);
      console.log(`| ${heavy.what} | ${name} | ${cells(cost)} |`);
      isWithin &&= cost.worked <= LIMIT_MS;
    }
    return isWithin;
  } finally {
    await app.close();
  }
}

function cells({ seconds, said, p50, worst, worked, stood, megabytes }: Cost): string {
  const figures = [p50, worst, worked, stood, megabytes].map((figure) => figure.toFixed(0));
  return `${seconds.toFixed(1)} s | ${figures.join(" | ")} | ${said}`;
}

/**
 * What each heavy request costs everybody else, with calls recorded by the thread that serves and by threads of their
 * own. `TURNTREE_BENCH_ONLY` picks some by a part of their name.
 */
async function run(): Promise<void> {
  const only = process.env.TURNTREE_BENCH_ONLY;
  const requests = (await heavyRequests()).filter(({ what }) => only === undefined || what.includes(only));
  console.log(
    "| request | threads | took | /healthz p50, ms | worst | worked meanwhile, ms | loop stood, ms | resident MB | answer |",
  );
  console.log("|---|---|---|---|---|---|---|---|---|");
  await measureAll("0", "0", requests);
  const isWithin = await measureAll("by default", "", requests);
  if (!isWithin) process.exitCode = 1;
  console.log(machine());
}

await run();
