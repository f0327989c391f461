import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { nextLink } from "@/lib/store/turns/turn-chain";
import { turnDigest } from "@/lib/store/turns/turn-digest";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type FreshDatabase, freshDatabase } from "@/test/postgres/fresh-database";
import { type ChildRecorder, childRecorder } from "@/test/recorder/child-recorder";
import { simLine } from "@/test/recorder/sim-line";
import { turnLinesOf } from "@/test/store/turn-lines-of";

let engine: SimEngine;
let database: FreshDatabase;
let alone: FreshDatabase;
const children: ChildRecorder[] = [];

beforeAll(async () => {
  engine = await startSimEngine();
  [database, alone] = [await freshDatabase(), await freshDatabase()];
});

afterAll(async () => {
  for (const child of children) await child.end("SIGKILL");
  await engine.close();
  for (const one of [database, alone]) await one.remove();
});

async function start(databaseUrl: string): Promise<ChildRecorder> {
  const child = await childRecorder({ DATABASE_URL: databaseUrl, TURNTREE_ENGINE_URL: engine.url });
  children.push(child);
  return child;
}

const MESSAGE = z.looseObject({
  role: z.string(),
  content: z.string().nullable(),
  tool_calls: z.array(z.looseObject({ id: z.string() })).optional(),
});

const ANSWER = z.object({ choices: z.tuple([z.object({ message: MESSAGE })]) });

type Message = z.infer<typeof MESSAGE>;

const TOOLS = [
  {
    type: "function",
    function: { name: "look", parameters: { type: "object", properties: { at: { type: "string" } } } },
  },
];

async function ask(url: string, session: string, messages: readonly Message[]): Promise<Message> {
  const response = await fetch(`${url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "m", messages, tools: TOOLS, seed: messages.length }),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${text}`);
  return ANSWER.parse(JSON.parse(text)).choices[0].message;
}

/** What is said to an answer: a tool's result where it calls one. What is sampled next stands in it. */
function said(step: number, answer: Message | undefined): Message {
  const call =
    step % 3 === 0 ? `<tool_call>{"name": "look", "arguments": {"at": "${step}"}}</tool_call>` : "";
  const text = `<think>Thought ${step}.</think>Answer ${step}. ${"More of it. ".repeat(step % 4)}${call}`;
  const called = answer?.tool_calls?.[0]?.id;
  const content = simLine({ text });
  return called === undefined ? { role: "user", content } : { role: "tool", tool_call_id: called, content };
}

/**
 * A conversation that goes on, goes back to an earlier answer, goes on from there and asks once more what was asked.
 * `urlOf` says whom a step asks, and is told each step before it is made.
 */
async function converse(session: string, urlOf: (step: number) => Promise<string>): Promise<void> {
  let messages: Message[] = [{ role: "system", content: "You are an agent." }];
  const kept: Message[][] = [];
  for (let step = 1; step <= 16; step++) {
    if (step === 7) messages = [...(kept[2] ?? [])];
    if (step === 12) messages = [...(kept[8] ?? [])];
    messages = [...messages, said(step === 14 ? 13 : step, messages.at(-1))];
    messages = [...messages, await ask(await urlOf(step), session, messages)];
    kept.push(messages);
  }
}

/**
 * What of a recording two recordings of one conversation have in common: all but times, the keys of calls, and audits,
 * which are made when the reply was sent, and so not by who was killed then.
 */
async function comparable(store: Store, session: string): Promise<readonly string[]> {
  const lines = await turnLinesOf(store, session);
  return lines.map((line) =>
    line
      .replace(/"(created_at|received_at|[a-z_]+_ms|engine_latency_s)":[\d.]+/g, '"$1":0')
      .replace(/"(call|engine_request_id|body)":"[0-9a-f]{32}"/g, '"$1":""')
      .replace(/call_[0-9a-f]{32}/g, "call_")
      .replace(/,"audit":\{[^{}]*\}/, ""),
  );
}

async function samples(url: string, session: string): Promise<string> {
  const response = await fetch(`${url}/api/sessions/${session}/samples.jsonl?format=slime`);
  expect(response.status).toBe(200);
  return response.text();
}

describe("a session whose calls go round over four recorders", () => {
  it("is the session of one recorder, with one killed and one restarted in the middle", async () => {
    const one = await start(alone.url);
    await converse("round", async () => one.url);

    const four = await Promise.all([1, 2, 3, 4].map(() => start(database.url)));
    await converse("round", async (step) => {
      if (step === 6) await four[1]?.end("SIGKILL");
      if (step === 9) {
        four[1] = await start(database.url);
        await four[2]?.end("SIGTERM");
      }
      if (step === 13) four[2] = await start(database.url);
      const alive = four.filter(({ child }) => child.exitCode === null && child.signalCode === null);
      return alive[step % alive.length]?.url ?? "";
    });

    const [single, shared] = [
      await openStore({ databaseUrl: alone.url }),
      await openStore({ databaseUrl: database.url }),
    ];
    try {
      const lines = await comparable(shared, "round");
      expect(lines).toHaveLength(17);
      for (const [at, line] of (await comparable(single, "round")).entries()) expect(lines[at]).toBe(line);
      expect(await shared.readDigests("round")).toEqual(await single.readDigests("round"));
      expect(await shared.readChain("round")).toBe(await single.readChain("round"));
    } finally {
      await single.close();
      await shared.close();
    }
    const exported = await samples(one.url, "round");
    for (const { url } of four) expect(await samples(url, "round")).toBe(exported);
  });

  it("takes one turn from two of them at the same moment, each for its own client, and loses neither", async () => {
    const two = await Promise.all([start(database.url), start(database.url)]);
    const asked: Message[] = [said(1, undefined)];
    const first = await ask(two[0]?.url ?? "", "same", asked);
    for (let step = 2; step <= 5; step++) {
      const next = [...asked, first, said(step, first)];
      const answers = await Promise.all(two.map(({ url }) => ask(url, "same", next)));
      expect(answers[0]?.content).toBe(answers[1]?.content);
    }
    const store = await openStore({ databaseUrl: database.url });
    try {
      const { turns, prompts } = await store.readRecording("same");
      expect(turns.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      const digests = turns.map(({ index, outputIds, outputLogProbs }) =>
        turnDigest(prompts.ids(index), outputIds, outputLogProbs),
      );
      expect(await store.readDigests("same")).toEqual(digests);
      const chain = digests.reduce<Uint8Array | null>(nextLink, null);
      expect(await store.readChain("same")).toBe(Buffer.from(chain ?? []).toString("hex"));
      const session = await store.findSession("same");
      expect(session?.counters).toMatchObject({
        turns: 9,
        sampled_tokens: turns.reduce((sum, turn) => sum + turn.outputIds.length, 0),
      });
    } finally {
      await store.close();
    }
    const exported = await samples(two[0]?.url ?? "", "same");
    expect(await samples(two[1]?.url ?? "", "same")).toBe(exported);
  });
});
