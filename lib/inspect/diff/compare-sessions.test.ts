import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inspectContextOf } from "@/lib/api/inspect-context-of";
import type { ComparedRow, Comparison } from "@/lib/core/compare/comparison";
import { readSettingsText } from "@/lib/core/policy/policy-text";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { readSessionTree } from "@/lib/inspect/session/inspect-session";
import { readNodeTokens } from "@/lib/inspect/session/read-node-tokens";
import { playScenario } from "@/scenarios/play-scenario";
import { SCENARIOS } from "@/scenarios/scenarios";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { compareSessions } from "./compare-sessions";
import { readNodeDiff } from "./read-node-diff";

const PLAYED = ["drift-render", "drift-graft", "rewrite-fork", "rewrite-merge"];

let sim: SimEngine;
let recorder: RecorderServer;
let context: InspectContext;
beforeAll(async () => {
  sim = await startSimEngine();
  recorder = await serveRecorder({ TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: sim.url });
  context = inspectContextOf(recorder.runtime);
  for (const scenario of SCENARIOS) {
    if (PLAYED.includes(scenario.name)) await playScenario(scenario, { baseUrl: recorder.url });
  }
  await untilAudited("drift-graft");
  await untilAudited("drift-render");
});
afterAll(async () => {
  await recorder.close();
  await sim.close();
});

/** What the audit says of each turn after the first; undefined where it has not come yet. */
async function causes(session: string): Promise<readonly (string | undefined)[]> {
  const { view } = await readSessionTree(context, session, new URLSearchParams());
  return view.turns.slice(1).map(({ drift }) => drift?.cause);
}

async function untilAudited(session: string): Promise<void> {
  await vi.waitUntil(async () => !(await causes(session)).includes(undefined), { timeout: 60_000 });
}

async function answerOf(session: string, turn: number): Promise<string> {
  const { view } = await readSessionTree(context, session, new URLSearchParams());
  return view.nodes.find((node) => node.turn === turn)?.id ?? "";
}

const compare = (query: Readonly<Record<string, string>>) =>
  compareSessions(context, new URLSearchParams(query));
const differing = (rows: readonly ComparedRow[]) => rows.filter(({ differs }) => differs.length > 0);

describe("one session recorded by rendering and by grafting", () => {
  it("suffers, or is spared, the same causes", async () => {
    expect(await causes("drift-render")).toEqual([
      "tool call re-serialised",
      "retokenised",
      "reasoning stripped",
      "retokenised",
    ]);
    const { a, b } = await compare({ a: "drift-render", b: "drift-graft" });
    expect(a.figures.drift_suffered).toBeGreaterThan(100);
    expect(a.figures.drift_spared).toBe(0);
    expect(b.figures.drift_spared).toBeGreaterThan(100);
    expect(b.figures).toMatchObject({ drift_suffered: 0, samples: 1 });
    expect(a.figures.samples).toBeGreaterThan(1);
  });

  it("has its messages side by side, and differs in the tokens that the last turn was shown", async () => {
    const { rows } = await compare({ a: "drift-render", b: "drift-graft" });
    expect(rows).toHaveLength(11);
    expect(rows.map(({ kind }) => kind)).not.toContain("only_a");
    const [first] = differing(rows);
    expect(first).toMatchObject({ role: "assistant", a: { turn: 1 }, b: { turn: 1 } });
    expect(first?.changed?.b).toBeGreaterThan(first?.changed?.a ?? 0);
  });

  it("says in which other sample an answer trains that is context in the sample of the branch", async () => {
    const { a, b, rows } = await compare({ a: "drift-render", b: "drift-graft" });
    const answers = rows.flatMap((row) => (row.a?.turn == null || !row.b ? [] : [{ a: row.a, b: row.b }]));
    const own = a.sample?.index ?? -1;
    const elsewhere = answers.filter(({ a: { held } }) => (held?.trained_in.length ?? 0) > 0);
    expect(elsewhere.map(({ a: { turn } }) => turn)).toEqual([4]);
    expect(elsewhere.flatMap(({ a: { held } }) => held?.trained_in ?? [])).not.toContain(own);
    // The graft's one sample trains all of them.
    expect(b.figures.samples).toBe(1);
    expect(answers.flatMap(({ b: { held } }) => held?.trained_in ?? [])).toEqual([]);
  });

  it("shows a drift in three spellings, sent or spared", async () => {
    for (const [session, pair, rendered] of [
      ["drift-render", "held", "sent"],
      ["drift-graft", "spared", "not sent"],
    ] as const) {
      const diff = await readNodeDiff(context, session, await answerOf(session, 4), new URLSearchParams());
      expect(diff).toMatchObject({ pair, cause: "reasoning stripped", three_way: { turn: 1, rendered } });
      expect(diff.three_way?.held?.reasoning_content).toContain("The log first");
      expect(diff.three_way?.tokens.a_length).toBeGreaterThan(diff.three_way?.tokens.b_length ?? 0);
    }
  });
});

describe("branches and policies of one session", () => {
  it("aligns two branches on their messages", async () => {
    const { view } = await readSessionTree(context, "rewrite-fork", new URLSearchParams());
    const parents = new Set(view.nodes.map(({ parent }) => parent));
    const [na = "", nb = ""] = view.nodes.flatMap(({ id }, at) => (parents.has(at) ? [] : [id]));
    const { rows, a, b } = await compare({ a: "rewrite-fork", b: "rewrite-fork", na, nb });
    expect([a.branch?.node, b.branch?.node]).toEqual([na, nb]);
    expect(rows.map(({ kind }) => kind)).toContain("changed");
    expect(rows[0]).toMatchObject({ kind: "same", differs: [] });
  });

  it("shows what another policy makes of the same messages", async () => {
    const { a, b } = await compare({ a: "rewrite-merge", pa: "slime", b: "rewrite-merge", pb: "strict" });
    expect([a.policy.name, b.policy.name]).toEqual(["slime", "strict"]);
    expect(a.figures.dropped).toBeGreaterThan(0);
    expect(b.figures).toMatchObject({ dropped: 0, sampled: a.figures.sampled });
  });

  it("shows what other settings of one policy make of the same messages", async () => {
    const sa = "max_sample_tokens:40";
    const { a, b, rows } = await compare({ a: "rewrite-merge", sa, b: "rewrite-merge" });
    expect(a).toMatchObject({ settings: sa, policy: { name: b.policy.name, max_sample_tokens: 40 } });
    expect(b.settings).toBe("");
    expect(a.figures.longest_sample).toBeLessThanOrEqual(40);
    expect(a.figures.dropped).toBeGreaterThan(b.figures.dropped);
    expect(differing(rows).map(({ differs }) => differs)).toContainEqual(["states", "sample"]);
  });
});

/** What a trainer gets of a sample. */
interface ExportedSample {
  readonly tokens: readonly number[];
  readonly response_length: number;
  readonly loss_mask: readonly number[];
  readonly rollout_log_probs: readonly number[];
}

async function exported(session: string, query: URLSearchParams): Promise<readonly ExportedSample[]> {
  const answer = await fetch(`${recorder.url}/api/sessions/${session}/samples.jsonl?${query}`);
  const lines = (await answer.text()).split("\n").filter((line) => line !== "");
  return lines.map((line): ExportedSample => JSON.parse(line));
}

/** Tokens of a side's messages, each as its row shows it, and what the sample that holds the branch exports of it. */
async function shownAndExported(side: Comparison["a"], rows: Comparison["rows"], name: "a" | "b") {
  const { id } = side.session;
  const query = new URLSearchParams({ policy: side.policy.name, ...readSettingsText(side.settings) });
  const sample = (await exported(id, query))[side.sample?.index ?? -1];
  if (!sample) throw new Error(`${id} exports no sample for the branch.`);
  expect(sample.tokens).toHaveLength(side.sample?.length ?? 0);
  const { tokens, response_length, loss_mask, rollout_log_probs } = sample;
  const before = tokens.length - response_length;
  const answer = [];
  for (const message of rows.map((row) => row[name])) {
    if (!message) continue;
    query.set("branch", side.branch?.node ?? "");
    const columns = await readNodeTokens(context, id, message.node, query);
    const shown = Array.from(columns.states, (state, at) => ({
      id: columns.ids[at],
      trained: TOKEN_STATES[state] === "trained",
      state: TOKEN_STATES[state],
      log_prob: columns.logProbs[at],
    }));
    answer.push({ message, columns, shown });
  }
  return { answer, tokens, before, loss_mask, rollout_log_probs };
}

describe("the states of a compared message", () => {
  it.each([
    ["drift-render", "slime"],
    ["drift-render", "strict"],
    ["drift-graft", "slime"],
    ["rewrite-fork", "strict"],
    ["rewrite-merge", "slime"],
    ["rewrite-merge", "areal-concat"],
  ])("are the mask that %s exports under %s, token for token", async (session, policy) => {
    const { a, rows } = await compare({
      a: session,
      pa: policy,
      b: session,
      pb: policy,
      sb: "max_sample_tokens:60",
    });
    const { answer, tokens, before, loss_mask, rollout_log_probs } = await shownAndExported(a, rows, "a");
    for (const { message, columns, shown } of answer) {
      expect([columns.start, columns.start + columns.ids.length]).toEqual([message.start, message.end]);
      for (const [offset, { id, trained, log_prob }] of shown.entries()) {
        const at = columns.start + offset;
        expect(id).toBe(tokens[at]);
        expect(Number(trained)).toBe(at < before ? 0 : loss_mask[at - before]);
        if (trained) expect(log_prob).toBe(rollout_log_probs[at - before]);
      }
    }
    expect(answer.reduce((sum, { shown }) => sum + shown.length, 0)).toBe(tokens.length);
  });

  it("say that a token is dropped where a cut leaves it out of the sample", async () => {
    const { b, rows } = await compare({
      a: "rewrite-merge",
      b: "rewrite-merge",
      sb: "max_sample_tokens:60",
    });
    const { answer, tokens } = await shownAndExported(b, rows, "b");
    const beyond = answer.flatMap(({ columns, shown }) =>
      shown.filter((_, offset) => columns.start + offset >= tokens.length),
    );
    expect(beyond.length).toBeGreaterThan(0);
    expect(new Set(beyond.map(({ state }) => state))).toEqual(new Set(["context", "dropped"]));
  });

  it("differ where a message trains in both, but in one of them in another sample", async () => {
    const { a, b, rows } = await compare({
      a: "rewrite-fork",
      b: "rewrite-fork",
      pa: "strict",
      pb: "strict",
      sb: "train_once:false",
    });
    const [row, ...others] = differing(rows);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ role: "assistant", differs: ["sample"], a: { counts: row?.b?.counts } });
    const statesIn = async (side: Comparison["a"], name: "a" | "b") => {
      const { answer } = await shownAndExported(side, row ? [row] : [], name);
      return new Set(answer.flatMap(({ shown }) => shown.map(({ state }) => state)));
    };
    expect(await statesIn(a, "a")).toContain("reemitted");
    expect(await statesIn(b, "b")).toContain("trained");
  });
});

describe("what cannot be compared", () => {
  it("is refused in a sentence", async () => {
    await expect(compare({ a: "drift-render" })).rejects.toThrow("Name two sessions");
    await expect(compare({ a: "drift-render", b: "drift-render" })).rejects.toThrow(
      "Both sides are the same",
    );
    await expect(compare({ a: "drift-render", b: "nobody" })).rejects.toThrow('There is no session "nobody"');
    await expect(compare({ a: "drift-render", b: "drift-graft", nb: "nothing" })).rejects.toThrow(
      'There is no node "nothing"',
    );
    await expect(compare({ a: "drift-render", b: "drift-render", pb: "best" })).rejects.toThrow(
      'There is no policy "best"',
    );
    for (const [sb, words] of [
      ["hidden:1", 'A policy has no setting "hidden"'],
      ["train_once:maybe", 'train_once is "maybe"; accepted are true and false'],
      ["train_once", '"train_once" is no setting'],
    ] as const) {
      await expect(compare({ a: "drift-render", b: "drift-render", sb })).rejects.toThrow(words);
    }
  });
});
