import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { verifySession } from "@/lib/inspect/verify/verify-session";
import { importTurns } from "@/lib/store/import/import-turns";
import { openStore } from "@/lib/store/open-store";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";
import { turnLinesOf } from "@/test/store/turn-lines-of";

const folder = mkdtempSync(join(tmpdir(), "turntree-evidence-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const simulated = simulatedRecorder({
  TURNTREE_EVIDENCE: "weights,top:3,entropy,support,experts",
  TURNTREE_BLOBS: join(folder, "blobs"),
});

async function talk(session: string, contents: readonly string[], more: object = {}) {
  const messages: { role: string; content: string }[] = [];
  for (const content of contents) {
    messages.push({ role: "user", content });
    const response = await fetch(`${simulated.server.url}/s/${session}/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ messages, ...more }),
    });
    const answer = await response.json();
    messages.push({ role: "assistant", content: answer.choices[0].message.content });
  }
  const { turns, prompts } = await simulated.server.runtime.store.readRecording(session);
  return { turns, prompts };
}

async function tokenEvidence(session: string, turn: number, at: number) {
  const path = `/api/sessions/${session}/turns/${turn}/evidence?at=${at}`;
  return (await fetch(`${simulated.server.url}${path}`)).json();
}

describe("evidence that the engine gives of sampled tokens", () => {
  it("is a column a kind, told token by token", async () => {
    const { turns } = await talk("told", [simLine({ text: "Told of every token." })]);
    const [turn] = turns;
    const n = turn?.outputIds.length ?? 0;
    expect(turn?.evidence?.map(({ kind, start, shape }) => [kind, start, shape])).toEqual([
      ["top", 0, [n, 3 * n]],
      ["entropy", 0, [n]],
      ["support", 0, [n, 4 * n]],
      ["experts", 0, [expect.any(Number), 4]],
    ]);
    const evidence = await tokenEvidence("told", 1, 1);
    const id = turn?.outputIds[1] ?? 0;
    expect(evidence.top.map((token: { id: number }) => token.id)).toEqual([id, id + 1, id + 2]);
    expect(evidence.top[0].log_prob).toBeCloseTo(turn?.outputLogProbs?.[1] ?? 1, 6);
    expect(evidence.entropy).toBeCloseTo(Math.log(4), 6);
    expect(evidence.support.count).toBe(4);
    expect(evidence.experts).toEqual([0, 1, 2, 3].map((i) => (id + i) % 128));
    expect(evidence).toMatchObject({ weights: "default", gone: [] });
    expect((await tokenEvidence("told", 1, n - 1)).experts).toBeNull();
  });

  it("tells the experts of what a turn added alone", async () => {
    const { turns, prompts } = await talk("added", ["Hello there", "And again"]);
    const experts = turns.map(({ evidence }) => evidence?.find(({ kind }) => kind === "experts"));
    const ends = turns.map(({ index, outputIds }) => prompts.length(index) + outputIds.length - 1);
    expect(experts.map((column) => column?.start)).toEqual([0, ends[0]]);
    expect(experts.map((column) => (column?.start ?? 0) + (column?.shape[0] ?? 0))).toEqual(ends);
  });

  it("does not change what the client is told, who is told what it asks for itself", async () => {
    const ask = async (more: object) => {
      const response = await fetch(`${simulated.server.url}/s/client/v1/chat/completions`, {
        method: "POST",
        body: JSON.stringify({ messages: [{ role: "user", content: "Hi" }], logprobs: true, ...more }),
      });
      return (await response.json()).choices[0].logprobs.content[0].top_logprobs.length;
    };
    expect(await ask({})).toBe(0);
    expect(await ask({ top_logprobs: 2 })).toBe(2);
    expect(await ask({ top_logprobs: 5 })).toBe(5);
    const { turns } = await simulated.server.runtime.store.readRecording("client");
    const widths = turns.map(
      ({ evidence }) => (evidence?.[0]?.shape[1] ?? 0) / (evidence?.[0]?.shape[0] ?? 1),
    );
    expect(widths).toEqual([3, 3, 3]);
  });

  it("is asked for as the session says, where it says so", async () => {
    await fetch(`${simulated.server.url}/api/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: "own", evidence: "top:1" }),
    });
    const { turns } = await talk("own", ["Hello"]);
    expect(turns[0]?.evidence?.map(({ kind }) => kind)).toEqual(["top"]);
    expect((await simulated.server.runtime.store.findSession("own"))?.evidence).toBe("top:1");
  });

  it("is held by a chain of its own, and goes through a file without loss", async () => {
    const long = { text: "word ", repeat: 3_000, tokenisation: "plain" } as const;
    await talk("moved", [simLine(long)]);
    expect(readdirSync(join(folder, "blobs")).length).toBeGreaterThan(0);
    const { store } = simulated.server.runtime;
    const lines = await turnLinesOf(store, "moved");
    const other = await openStore({ databaseUrl: `file:${join(folder, "other.db")}` });
    const report = await importTurns(
      other,
      lines.map((text, i) => ({ number: i + 1, text })),
    );
    expect(report).toMatchObject({ sessions: ["moved"], refusedCount: 0 });
    expect(await turnLinesOf(other, "moved")).toEqual(lines);
    expect(await other.evidence.read("moved", 1)).toEqual(await store.evidence.read("moved", 1));
    const session = await other.findSession("moved");
    if (session === null) throw new Error("it was not imported");
    expect(await verifySession(other, session, resolvePolicy("strict"))).toEqual([]);
    await other.close();
  });

  it("is refused in a file where its bytes are not those of its digest, or its length not that of the ids", async () => {
    await talk("forged", ["Hello"]);
    const lines = await turnLinesOf(simulated.server.runtime.store, "forged");
    const other = await openStore({ databaseUrl: `file:${join(folder, "forged.db")}` });
    const reasonFor = async (change: (line: string) => string) => {
      const changed = lines.map((text, i) => ({ number: i + 1, text: i === 1 ? change(text) : text }));
      return (await importTurns(other, changed)).refused[0]?.reason;
    };
    // Whatever the first byte is: an entropy of 0 begins with AAAA.
    const other64 = (first: string) => (first === "A" ? "B" : "A");
    expect(
      await reasonFor((text) => text.replace(/("entropy":")(.)/, (_, name, first) => name + other64(first))),
    ).toMatch(/^evidence.entropy must be the bytes whose digest is/);
    expect(
      await reasonFor((text) => text.replace(/("kind":"entropy","start":0,"shape":\[)\d+/, "$199")),
    ).toMatch(/evidence of this turn: the column entropy does not hold/);
    await other.close();
  });

  it("shows in verify where its bytes are others than were received", async () => {
    await talk("changed", ["Hello"]);
    const { store } = simulated.server.runtime;
    const session = await store.findSession("changed");
    if (session === null) throw new Error("nothing was recorded");
    const source = {
      readRecording: (id: string) => store.readRecording(id),
      readDigests: (id: string) => store.readDigests(id),
      readChain: (id: string) => store.readChain(id),
      evidence: {
        chain: (id: string) => store.evidence.chain(id),
        read: async (id: string, turn: number) => {
          const bytes = new Map(await store.evidence.read(id, turn));
          bytes.set("top", new Uint8Array(4));
          return bytes;
        },
      },
    };
    const faults = await verifySession(source, session, resolvePolicy("strict"));
    expect(faults.map(({ reason }) => reason)).toEqual([
      "the bytes of its column top are not those that were received",
    ]);
  });
});

async function exported(session: string, query: string) {
  const response = await fetch(`${simulated.server.url}/api/sessions/${session}/samples.jsonl?${query}`);
  const text = await response.text();
  return response.ok
    ? text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]))
    : JSON.parse(text).error.message;
}

describe("what trainers replay of it", () => {
  /** The simulated engine routes each token by its id, four numbers a token. */
  const routed = (id: number) => [
    [id % 128, (id + 1) % 128],
    [(id + 2) % 128, (id + 3) % 128],
  ];

  it("is the experts of each token but the last, through all turns of a sample", async () => {
    await talk("routed", ["Hello there", "And again", "Once more"]);
    const [slime] = await exported("routed", "format=slime&expert_layers=2");
    const rows = slime.tokens.slice(0, -1).map(routed);
    expect(slime.rollout_routed_experts).toEqual(rows);
    const [skyrl] = await exported("routed", "format=skyrl&expert_layers=2&reward=1");
    expect(skyrl.rollout_expert_indices).toEqual([rows]);
    const [verl] = await exported("routed", "format=verl&expert_layers=2");
    expect(verl.routed_experts).toEqual(rows);
    const [prime] = await exported("routed", "format=prime-rl&expert_layers=2&advantage=1");
    const { data, shape, dtype } = prime.routed_experts;
    expect([shape, dtype]).toEqual([[prime.token_ids.length, 2, 2], "uint8"]);
    expect([...Buffer.from(data, "base64")]).toEqual([...rows.flat(2), 0, 0, 0, 0]);
  });

  it("are experts only where the export says how many layers have them", async () => {
    await talk("unasked", ["Hello there"]);
    for (const format of ["slime", "skyrl", "verl", "prime-rl"]) {
      const [line] = await exported("unasked", `format=${format}&reward=1&advantage=1`);
      expect(JSON.stringify(line)).not.toContain("expert");
    }
  });

  it("is the tokens that could be drawn at each trained token, and none elsewhere", async () => {
    const { turns } = await talk("drawn", ["Hello there", "And again"]);
    const [line] = await exported("drawn", "format=slime");
    const offsets: readonly number[] = line.rollout_top_p_token_offsets;
    expect(offsets).toHaveLength(line.response_length + 1);
    const drawn = line.loss_mask.map((_: number, at: number) =>
      line.rollout_top_p_token_ids.slice(offsets[at], offsets[at + 1]),
    );
    const trained = drawn.filter((_: unknown, at: number) => line.loss_mask[at] === 1);
    const sampled = turns.flatMap(({ outputIds }) => [...outputIds]);
    expect(trained).toEqual(sampled.map((id) => [id, id + 1, id + 2, id + 3]));
    expect(drawn.filter((_: unknown, at: number) => line.loss_mask[at] === 0).flat()).toEqual([]);
  });

  it("is refused, in words, where a format or a session cannot say it", async () => {
    await talk("unrouted", ["Hello there"], {});
    expect(await exported("unrouted", "format=trl&expert_layers=2")).toContain(
      'the format "trl" carries no experts',
    );
    expect(await exported("unrouted", "format=slime&expert_layers=3")).toContain("4 experts for each token");
    expect(await exported("unrouted", "format=slime&expert_layers=none")).toContain("accepted is a number");
    expect(await exported("unrouted", "format=slime&expert_layers=0")).toContain("a whole number from 1");
    const body = JSON.stringify({ id: "plain", evidence: "none" });
    await fetch(`${simulated.server.url}/api/sessions`, { method: "POST", body });
    await talk("plain", ["Hello there"]);
    expect(await exported("plain", "format=slime&expert_layers=2")).toContain(
      "no experts of token 0 of sample 0",
    );
    const [line] = await exported("plain", "format=slime");
    expect(line).not.toHaveProperty("rollout_top_p_token_ids");
  });
});
