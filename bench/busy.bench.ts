import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { type BuiltApp, startBuiltApp } from "./support/built-app";
import { machine } from "./support/machine";
import { makeSession } from "./support/make-session";
import { percentilesOf } from "./support/percentiles-of";
import { turnsJsonl } from "./support/turns-jsonl";

/** What nobody else may have to wait longer than while one of these runs, in ms. */
const LIMIT_MS = 50;
const ASK_EVERY_MS = 20;

const EMPTY_SESSIONS = Number(process.env.TURNTREE_BENCH_SESSIONS ?? 11_000);
const BIG_TURNS = 6_000;
const BIG = { turns: BIG_TURNS, tokens: 240_000, branchEvery: 0, driftEvery: 0 };

interface Heavy {
  readonly what: string;
  readonly path: string;
  readonly body?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

const CHAT = "/s/busy/v1/chat/completions";

/** Requests that each stopped the server once. */
function heavyRequests(big: string): readonly Heavy[] {
  const many = Array.from({ length: 20_000 }, (_, at) => ({
    role: at % 2 === 0 ? "user" : "assistant",
    content: `Message ${at}.`,
  }));
  const ones = `[${"1,".repeat(30_000_000 - 1)}1]`;
  const asked = `"messages":[{"role":"user","content":"Say something."}],"max_tokens":8`;
  return [
    { what: "summary of all sessions", path: "/api/samples/summary" },
    { what: "all sessions, compressed", path: "/api/samples.jsonl?compress=gzip" },
    { what: "a filter", path: `/api/list?q=${encodeURIComponent(`a${" ".repeat(500)}"`)}` },
    {
      what: "import of 6,000 turns",
      path: "/api/import",
      body: Buffer.from(big.replaceAll('"big"', '"more"')),
    },
    {
      what: "import of a gzip bomb",
      path: "/api/import",
      body: gzipSync("{}\n".repeat(1_000_000)),
      headers: { "content-encoding": "gzip" },
    },
    { what: "first opening of 6,000 turns", path: "/sessions/big" },
    { what: "its tree", path: "/api/sessions/big/tree?form=packed&policy=slime" },
    { what: "60 MB of [1,1,1…]", path: CHAT, body: Buffer.from(`{${asked},"ones":${ones}}`) },
    {
      what: "20,000 messages",
      path: CHAT,
      body: Buffer.from(JSON.stringify({ messages: many, max_tokens: 8 })),
    },
  ];
}

async function ask(url: string, { path, body, headers = {} }: Heavy): Promise<string> {
  const init = body === undefined ? {} : { method: "POST", body: new Uint8Array(body), headers };
  const response = await fetch(`${url}${path}`, init);
  const bytes = (await response.arrayBuffer()).byteLength;
  return `${response.status}, ${(bytes / 1e6).toFixed(1)} MB`;
}

async function healthTime(url: string): Promise<number> {
  const begun = performance.now();
  await (await fetch(`${url}/healthz`)).text();
  return performance.now() - begun;
}

/** The longest time, in ms, for which the server's loop stood since this was last asked. */
async function longestStand(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^turntree_nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1]) * 1000;
}

async function memoryMb(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^turntree_process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]) / 1e6;
}

async function measure(url: string, heavy: Heavy): Promise<void> {
  await longestStand(url);
  const begun = performance.now();
  let isRunning = true;
  const running = ask(url, heavy)
    .catch((error: unknown) => String(error))
    .finally(() => {
      isRunning = false;
    });
  const answers: Promise<number>[] = [];
  while (isRunning) {
    answers.push(healthTime(url));
    await setTimeout(ASK_EVERY_MS);
  }
  const said = await running;
  const seconds = (performance.now() - begun) / 1000;
  const { p50, worst } = percentilesOf(await Promise.all(answers));
  const stood = await longestStand(url);
  console.log(
    `  ${heavy.what}: ${seconds.toFixed(1)} s (${said}); /healthz p50 ${p50.toFixed(0)} ms, worst ${worst.toFixed(0)} ms; ` +
      `the loop stood ${stood.toFixed(0)} ms at most; ${(await memoryMb(url)).toFixed(0)} MB`,
  );
  if (stood > LIMIT_MS) process.exitCode = 1;
}

async function fill(app: BuiltApp, big: string): Promise<void> {
  const line = JSON.parse(big.slice(0, big.indexOf("\n")));
  const empty = Array.from({ length: EMPTY_SESSIONS }, (_, at) =>
    JSON.stringify({ ...line, id: `empty-${at}`, turns: 0 }),
  );
  await app.importSession(`${empty.join("\n")}\n`);
  await app.importSession(big);
}

/** What each of the heavy requests costs everybody else. Names on the command line pick some by a part of theirs. */
async function run(): Promise<void> {
  const big = await turnsJsonl(makeSession(BIG), "big", "finished");
  const only = process.env.TURNTREE_BENCH_ONLY;
  const app = await startBuiltApp();
  try {
    await fill(app, big);
    for (const heavy of heavyRequests(big)) {
      if (only === undefined || heavy.what.includes(only)) await measure(app.url, heavy);
    }
  } finally {
    await app.close();
  }
  console.log(machine());
}

await run();
