import { performance } from "node:perf_hooks";
import { Agent, request as send } from "undici";
import type { Load, LoadTimes } from "./load";

/** A process that plays agents: each session makes its turns one after another, all sessions at once. */
const kept = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
const headers = { "content-type": "application/json" };

async function turn(url: string, messages: readonly object[]): Promise<object> {
  const body = JSON.stringify({ model: "m", messages, max_tokens: 256, temperature: 1 });
  const answer = await send(url, { method: "POST", headers, body, dispatcher: kept });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${text.slice(0, 300)}`);
  return JSON.parse(text).choices[0].message;
}

/** Words of so many bytes that no other turn has. */
function words(session: number, at: number, bytes: number): string {
  const line = `Line ${at} of session ${session}: the build said that file ${session * 31 + at} is new. `;
  return line.repeat(Math.ceil(bytes / line.length)).slice(0, bytes);
}

async function play(load: Load, session: number, took: number[]): Promise<void> {
  const base = load.urls[session % load.urls.length] ?? "";
  const url = base.replace("{session}", `${load.name}-${session}`);
  const messages: object[] = [{ role: "system", content: "You are an agent." }];
  const until = performance.now() + load.seconds * 1000;
  for (let at = 0; at < load.turns && (at === 0 || performance.now() < until); at++) {
    messages.push({ role: "user", content: words(session, at, load.bytes) });
    const begun = performance.now();
    messages.push(await turn(url, messages));
    took.push(performance.now() - begun);
  }
}

process.on("message", async (load: Load) => {
  const begun = performance.now();
  const all = Array.from({ length: load.sessions }, (): number[] => []);
  const ends = await Promise.allSettled(all.map((took, session) => play(load, session, took)));
  const told: LoadTimes = {
    seconds: (performance.now() - begun) / 1000,
    turns: all.flat(),
    first: all.flatMap((took) => took.slice(0, 1)),
    failures: ends.flatMap((end) => (end.status === "rejected" ? [String(end.reason)] : [])),
  };
  process.send?.(told);
});
process.send?.(0);
