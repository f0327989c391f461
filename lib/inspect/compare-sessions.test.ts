import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inspectContext } from "@/app/api/_inspect/inspect-context";
import type { ComparedRow } from "@/lib/core/view/comparison";
import { type RecorderServer, serveRecorder } from "@/lib/recorder/recorder-server.case";
import { playScenario } from "@/scenarios/play-scenario";
import { SCENARIOS } from "@/scenarios/scenarios";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { compareSessions } from "./compare-sessions";
import type { InspectContext } from "./inspect-context";
import { nodeDiff } from "./node-diff";
import { sessionTree } from "./session-tree";

const PLAYED = ["drift-render", "drift-graft", "rewrite-fork", "rewrite-merge"];

let sim: SimEngine;
let recorder: RecorderServer;
let context: InspectContext;
beforeAll(async () => {
  sim = await startSimEngine();
  recorder = await serveRecorder({ TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: sim.url });
  context = inspectContext(recorder.runtime);
  for (const scenario of SCENARIOS) {
    if (PLAYED.includes(scenario.name)) await playScenario(scenario, { baseUrl: recorder.url });
  }
  await untilAudited("drift-graft");
  await untilAudited("drift-render");
}, 120_000);
afterAll(async () => {
  await recorder.close();
  await sim.close();
});

/** What the audit says of each turn after the first; undefined where it has not come yet. */
async function causes(session: string): Promise<readonly (string | undefined)[]> {
  const { view } = await sessionTree(context, session, new URLSearchParams());
  return view.turns.slice(1).map(({ drift }) => drift?.cause);
}

async function untilAudited(session: string): Promise<void> {
  while ((await causes(session)).includes(undefined)) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function answerOf(session: string, turn: number): Promise<string> {
  const { view } = await sessionTree(context, session, new URLSearchParams());
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

  it("shows a drift in three spellings, sent or spared", async () => {
    for (const [session, pair, rendered] of [
      ["drift-render", "held", "sent"],
      ["drift-graft", "spared", "not sent"],
    ] as const) {
      const diff = await nodeDiff(context, session, await answerOf(session, 4), new URLSearchParams());
      expect(diff).toMatchObject({ pair, cause: "reasoning stripped", three_way: { turn: 1, rendered } });
      expect(diff.three_way?.held?.reasoning_content).toContain("The log first");
      expect(diff.three_way?.tokens.a_length).toBeGreaterThan(diff.three_way?.tokens.b_length ?? 0);
    }
  });
});

describe("branches and policies of one session", () => {
  it("aligns two branches on their messages", async () => {
    const { view } = await sessionTree(context, "rewrite-fork", new URLSearchParams());
    const parents = new Set(view.nodes.map(({ parent }) => parent));
    const [na = "", nb = ""] = view.nodes.flatMap(({ id }, at) => (parents.has(at) ? [] : [id]));
    const { rows, a, b } = await compare({ a: "rewrite-fork", b: "rewrite-fork", na, nb });
    expect([a.branch?.node, b.branch?.node]).toEqual([na, nb]);
    expect(rows.map(({ kind }) => kind)).toContain("changed");
    expect(rows[0]).toMatchObject({ kind: "same", differs: [] });
  });

  it("shows what another policy makes of the same messages", async () => {
    const { a, b } = await compare({ a: "rewrite-merge", pa: "slime", b: "rewrite-merge", pb: "strict" });
    expect([a.policy, b.policy]).toEqual(["slime", "strict"]);
    expect(a.figures.dropped).toBeGreaterThan(0);
    expect(b.figures).toMatchObject({ dropped: 0, sampled: a.figures.sampled });
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
  });
});
