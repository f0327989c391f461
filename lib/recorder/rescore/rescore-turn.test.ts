import { afterEach, describe, expect, it } from "vitest";
import type { Turn } from "@/lib/core/recording/turn";
import { createEngine } from "@/lib/engine/create-engine";
import { FREE_SAMPLING } from "@/test/engine/generate-once";
import { scriptedLogProbs, startScoringServer } from "@/test/engine/scoring-server";
import type { ScriptedServer } from "@/test/engine/scripted-server";
import { turnOf } from "@/test/recording/turn-of";
import { rescoreTurn } from "./rescore-turn";
import { Rescored } from "./rescored";

let server: ScriptedServer | null = null;

afterEach(async () => {
  await server?.close();
});

const PROMPT = Int32Array.of(11, 12, 13);
const OUTPUT = Int32Array.from({ length: 40 }, (_, i) => 20 + ((i * 7) % 31));
const SAMPLING = { ...FREE_SAMPLING, stop: null };

/** A turn as the scripted model would have sampled it at temperature 1. */
function sampledTurn(given: Partial<Turn> = {}): Turn {
  return turnOf({
    outputIds: OUTPUT,
    outputLogProbs: scriptedLogProbs([...PROMPT, ...OUTPUT], PROMPT.length),
    logProbSemantics: "temperature_scaled",
    weightVersion: "default",
    sampling: SAMPLING,
    ...given,
  });
}

async function rescored(turn: Turn, off = 0, weights = "default") {
  server = await startScoringServer(off, weights);
  const engine = createEngine({ name: "sglang", url: server.url, silenceMs: 60_000 });
  const outcome = await rescoreTurn(engine, { turn, promptIds: PROMPT }, new AbortController().signal);
  const all = new Rescored();
  all.add(outcome);
  return { outcome, all };
}

describe("a turn that an engine scores again", () => {
  it("has the log-probs that were recorded, and both controls stand out", async () => {
    const { all } = await rescored(sampledTurn());
    expect(all.differences).toEqual({ count: OUTPUT.length, median: 0, p99: 0, largest: 0 });
    expect(all.shifted?.median).toBeGreaterThan(1);
    expect(all.replaced?.count).toBe(2);
    expect(all.controlFactors).toEqual([Infinity, Infinity]);
  });

  it("differs where the engine answers with other weights, and then the controls say nothing", async () => {
    const { all } = await rescored(sampledTurn(), 0.25);
    expect(all.differences?.median).toBeCloseTo(0.25);
    expect(all.controlFactors[0]).toBeLessThan(100);
  });

  it("differs where one log-prob was recorded at a neighbour's place", async () => {
    const right = scriptedLogProbs([...PROMPT, ...OUTPUT], PROMPT.length);
    const wrong = sampledTurn({ outputLogProbs: Float64Array.of(...right.subarray(1), right[0] ?? 0) });
    const { all } = await rescored(wrong);
    expect(all.differences?.median).toBeGreaterThan(0.1);
  });

  it("leaves positions out that the engine did not know", async () => {
    const known = scriptedLogProbs([...PROMPT, ...OUTPUT], PROMPT.length);
    known[3] = Number.NaN;
    const { all } = await rescored(sampledTurn({ outputLogProbs: known }));
    expect(all.differences).toMatchObject({ count: OUTPUT.length - 1, largest: 0 });
  });

  it.each<[string, Partial<Turn>]>([
    ["temperature 0.7", { sampling: { ...SAMPLING, temperature: 0.7 } }],
    ["penalties", { sampling: { ...SAMPLING, repetitionPenalty: 1.1 } }],
    ["grammar", { constraints: [{ kind: "grammar", cause: "tool_choice", ids: null }] }],
    [
      "several weights",
      {
        weightSpans: [
          { version: "v1", start: 0, end: 8 },
          { version: "v2", start: 8, end: 40 },
        ],
      },
    ],
    ["no log-probs", { outputLogProbs: null }],
    ["log-probs unknown", { logProbSemantics: "unknown" }],
    ["weights v2, the engine has default", { weightVersion: "v2" }],
  ])("is not compared, and says so: %s", async (reason, given) => {
    expect((await rescored(sampledTurn(given))).outcome).toEqual({ kind: "not_compared", reason });
  });

  it("is compared at temperature 0, and by raw log-probs at any", async () => {
    for (const given of [
      { sampling: { ...SAMPLING, temperature: 0 } },
      { sampling: { ...SAMPLING, temperature: 0.7 }, logProbSemantics: "raw" as const },
    ]) {
      expect((await rescored(sampledTurn(given))).outcome.kind).toBe("compared");
      await server?.close();
    }
  });

  it("never sends an id that the turn does not hold", async () => {
    await rescored(sampledTurn());
    const known = new Set([...PROMPT, ...OUTPUT]);
    const sent = (server?.received ?? []).map(({ body }): unknown => JSON.parse(body));
    expect(sent).toHaveLength(2);
    for (const body of sent) {
      const ids = body instanceof Object && "input_ids" in body ? body.input_ids : [];
      expect(Array.isArray(ids) && ids.every((id) => known.has(id))).toBe(true);
    }
  });
});
