import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "@/lib/engine/create-engine";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { defaultTokenizerFolder } from "@/scenarios/sim/vocabulary";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RenderingEngine, startRenderingEngine } from "@/test/recorder/rendering-engine";
import { engineRenderer } from "@/test/text/engine-renderer";
import { EngineExaminer } from "./engine-examiner";
import { examineEngine } from "./examine-engine";
import { tokenizerSample } from "./tokenizer-sample";

let sim: SimEngine;
let model: LanguageModel;
let served: RenderingEngine;
beforeAll(async () => {
  [sim, model] = await Promise.all([startSimEngine(), loadLanguageModel("qwen3")]);
  const renderChat = await engineRenderer(defaultTokenizerFolder());
  served = await startRenderingEngine(sim.url, renderChat, () => tokenizerSample(model).ids);
});
afterAll(async () => {
  await served.close();
  await sim.close();
});

const engineAt = (url: string) => createEngine({ name: "sglang", url, silenceMs: 60_000 });

async function statesOf(url: string): Promise<Record<string, string>> {
  const findings = await examineEngine({ engine: engineAt(url), model });
  return Object.fromEntries(findings.map(({ what, state }) => [what, state]));
}

describe("a look at an engine", () => {
  it("says of each thing whether it is there", async () => {
    expect(await statesOf(served.url)).toEqual({
      engine: "ok",
      ids: "ok",
      "log-probs": "ok",
      prompt: "ok",
      "weight versions": "ok",
      streaming: "ok",
      "evidence top": "ok",
      "evidence support": "ok",
      "evidence entropy": "ok",
      "evidence experts": "ok",
      grammars: "ok",
      abort: "ok",
      tokenizer: "ok",
      template: "ok",
      images: "no",
    });
  });

  it("finds another tokenizer, and says what to do", async () => {
    served.serve(() => Int32Array.of(1, 2, 3));
    const findings = await examineEngine({ engine: engineAt(served.url), model });
    expect(findings.filter(({ state }) => state === "fault")).toEqual([
      expect.objectContaining({
        what: "tokenizer",
        words: expect.stringContaining("set TURNTREE_TOKENIZER to the folder of its model"),
      }),
    ]);
  });

  it("is one fault where the engine is not there", async () => {
    expect(await statesOf("http://127.0.0.1:1")).toEqual({ engine: "fault" });
  });

  it("is kept by a server once its engine is ready", async () => {
    const examiner = new EngineExaminer({ engine: engineAt(served.url), model });
    expect(examiner.found).toBeNull();
    const stop = examiner.start();
    await expect.poll(() => examiner.found?.findings.length).toBeGreaterThan(10);
    stop();
  });
});
