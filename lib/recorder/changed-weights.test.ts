import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { simLine } from "@/test/recorder/sim-line";

let engine: SimEngine;
let server: RecorderServer;

beforeAll(async () => {
  engine = await startSimEngine();
  server = await serveRecorder({ TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: engine.url });
});

afterAll(async () => {
  await server.close();
  await engine.close();
});

const CHANGED: SimAnswerInput = {
  text: "Weights came in between these words",
  weight_version: "3",
  weights_change: { after_tokens: 4, version: "4" },
};

async function answered(session: string, stream: boolean, answer = CHANGED) {
  const content = simLine(answer);
  const response = await fetch(`${server.url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ stream, messages: [{ role: "user", content }] }),
  });
  await response.text();
  const turnOf = async () => (await server.runtime.store.readRecording(session)).turns[0];
  await expect.poll(async () => (await turnOf())?.delivery).toBe("delivered");
  const turn = await turnOf();
  if (turn === undefined) throw new Error("nothing was recorded");
  return turn;
}

async function lines(session: string, query: string) {
  const response = await fetch(`${server.url}/api/sessions/${session}/samples.jsonl?${query}`);
  const text = await response.text();
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
}

describe("weights that change in mid-answer", () => {
  it.each([true, false])("are recorded as spans over the sampled tokens, streamed: %s", async (stream) => {
    const turn = await answered(`spans-${stream}`, stream);
    expect(turn.weightVersion).toBe("4");
    expect(turn.weightSpans).toEqual([
      { version: "3", start: 0, end: 4 },
      { version: "4", start: 4, end: turn.outputIds.length },
    ]);
  });

  it("reach the trainers that read them, token by token", async () => {
    const { outputIds } = await answered("exported", true);
    const prompt = (await server.runtime.store.readRecording("exported")).prompts.length(1);
    const [areal] = await lines("exported", "format=areal&reward=1");
    const versions = [...Array(prompt).fill(-1), 3, 3, 3, 3, ...Array(outputIds.length - 4).fill(4)];
    expect(areal.tensor_dict.versions).toEqual([versions]);
    const [slime] = await lines("exported", "format=slime");
    expect(slime.weight_versions).toEqual(["3", "4"]);
    expect(slime.metadata.turntree.weight_spans).toEqual([
      { version: "3", start: prompt, end: prompt + 4 },
      { version: "4", start: prompt + 4, end: prompt + outputIds.length },
    ]);
    const [verl] = await lines("exported", "format=verl");
    expect(verl.extra_fields).toMatchObject({ min_global_steps: 3, max_global_steps: 4 });
    const [trl] = await lines("exported", "format=trl&advantage=1");
    expect(trl.model_version).toBe(3);
  });

  it.each([
    ["that do not cover the ids", { ...CHANGED, weights_short_by: 1 }, undefined],
    [
      "of one version that do not cover the ids",
      { text: "One", weight_version: "3", weights_short_by: 1 },
      undefined,
    ],
    ["that are not kept", CHANGED, "none"],
  ])("train under no rule about weights with spans %s", async (name, answer, evidence) => {
    const id = name.replaceAll(" ", "-");
    if (evidence !== undefined) {
      const body = JSON.stringify({ id, evidence });
      expect((await fetch(`${server.url}/api/sessions`, { method: "POST", body })).ok).toBe(true);
    }
    const turn = await answered(id, true, answer);
    expect(turn).toMatchObject({ weightVersion: null, weightSpans: null });
    expect(turn.engine?.unplacedWeights).not.toBeNull();
    expect(await lines(id, "format=slime&weights=any")).toHaveLength(1);
    for (const rule of ["one", "newest"]) expect(await lines(id, `format=slime&weights=${rule}`)).toEqual([]);
    const empty = await fetch(`${server.url}/api/sessions/${id}/samples.jsonl?weights=one`);
    expect(empty.headers.get("x-turntree-reason")).toContain("refused: weights unplaced");
  });

  it("train as the policy's rule says", async () => {
    const { outputIds } = await answered("ruled", true);
    const masks = async (rule: string) =>
      (await lines("ruled", `format=slime&weights=${rule}`)).map(({ loss_mask }) => loss_mask);
    expect(await masks("any")).toEqual([Array(outputIds.length).fill(1)]);
    expect(await masks("one")).toEqual([]);
    expect(await masks("newest")).toEqual([[0, 0, 0, 0, ...Array(outputIds.length - 4).fill(1)]]);
  });
});
