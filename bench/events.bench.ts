import { type ClientRequest, get } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { startBuiltApp } from "./support/built-app";
import { machine } from "./support/machine";
import { percentilesOf } from "./support/percentiles-of";

/** Pages that stand open and show nothing new, as many at once. */
const PAGES = [0, 50, 100, 200, 400, 1_000];
const ASKED = 100;
const ASK_EVERY_MS = 40;
const SETTLE_MS = 1_500;
/** What `/healthz` may take with this many pages open, in ms, at p50. */
const LIMIT = { pages: 400, ms: 50 };

/** Pages whose stream the server ended. */
let closed = 0;

function openPage(url: string): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}/api/events`, (response) => {
      response.resume();
      response.once("error", () => {});
      response.once("close", () => closed++);
      if (response.statusCode === 200) resolve(request);
      else reject(new Error(`A page was answered ${response.statusCode}.`));
    });
    request.once("error", reject);
  });
}

/** What an answer takes while pages stand open, asked again and again whatever the last one took. */
async function healthTimes(url: string): Promise<number[]> {
  const answers: Promise<number>[] = [];
  for (let asked = 0; asked < ASKED; asked += 1) {
    answers.push(healthTime(url));
    await setTimeout(ASK_EVERY_MS);
  }
  return Promise.all(answers);
}

async function healthTime(url: string): Promise<number> {
  const begun = performance.now();
  await (await fetch(`${url}/healthz`)).text();
  return performance.now() - begun;
}

/** Seconds of processor time that the server has taken. */
async function cpuSeconds(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^turntree_process_cpu_seconds_total (\S+)$/m.exec(text)?.[1]);
}

/** What idle pages cost everybody else. */
async function run(): Promise<void> {
  const app = await startBuiltApp();
  const open: ClientRequest[] = [];
  try {
    for (const pages of PAGES) {
      while (open.length < pages) open.push(await openPage(app.url));
      await setTimeout(SETTLE_MS);
      const before = await cpuSeconds(app.url);
      const begun = performance.now();
      const { p50, worst } = percentilesOf(await healthTimes(app.url));
      const cpu = ((await cpuSeconds(app.url)) - before) / (performance.now() - begun);
      console.log(
        `  ${pages} idle pages: /healthz p50 ${p50.toFixed(1)} ms, worst ${worst.toFixed(1)} ms, ` +
          `${(cpu * 100_000).toFixed(0)} % of a core, ${closed} closed`,
      );
      if (pages === LIMIT.pages && p50 > LIMIT.ms) process.exitCode = 1;
    }
  } finally {
    for (const request of open) request.destroy();
    await app.close();
  }
  console.log(machine());
}

await run();
