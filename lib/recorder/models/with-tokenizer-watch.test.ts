import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createEngine } from "@/lib/engine/create-engine";
import type { Engine } from "@/lib/engine/engine";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { generateOnce } from "@/test/engine/generate-once";
import { type RenderingEngine, startRenderingEngine } from "@/test/recorder/rendering-engine";
import { tokenizerSample } from "./tokenizer-sample";
import { withTokenizerWatch } from "./with-tokenizer-watch";

let sim: SimEngine;
let model: LanguageModel;
let served: RenderingEngine;
let engine: Engine;
let now: number;
beforeAll(async () => {
  [sim, model] = await Promise.all([startSimEngine(), loadLanguageModel("qwen3")]);
});
afterAll(() => sim.close());
beforeEach(async () => {
  now = 1_000;
  served = await startRenderingEngine(sim.url, null, own);
  const asked = createEngine({ name: "sglang", url: served.url, silenceMs: 60_000 });
  engine = withTokenizerWatch(asked, tokenizerSample(model), () => now);
  return () => served.close();
});

/** The model's own tokenizer, as an engine has it. */
function own(text: string): Int32Array {
  const { ids, text: sample } = tokenizerSample(model);
  return text === sample ? ids : new Int32Array();
}

const other = (text: string): Int32Array => Int32Array.from(text, (_, at) => at);

const generate = () => generateOnce(engine, { maxNewTokens: 4 });

describe("an engine at its address", () => {
  it("is asked for its tokenizer's ids beside a generation, and not again right after it", async () => {
    await generate();
    await generate();
    expect(served.asked()).toBe(1);
    now += 5_000;
    await generate();
    expect(served.asked()).toBe(2);
    expect(await engine.health(AbortSignal.timeout(5_000))).toMatchObject({ ok: true });
  });

  it("gives nothing once it has another tokenizer than before", async () => {
    await generate();
    now += 5_000;
    served.serve(other);
    await expect(generate()).rejects.toThrow("The engine has another tokenizer than before");
    const { ok, detail } = await engine.health(AbortSignal.timeout(5_000));
    expect([ok, detail]).toEqual([false, expect.stringContaining("another tokenizer than before")]);
  });

  it("is trusted again when it is started again with the first", async () => {
    await generate();
    now += 5_000;
    served.serve(other);
    await expect(generate()).rejects.toThrow("another tokenizer");
    now += 5_000;
    served.serve(own);
    expect((await generate()).generation.outputIds.length).toBeGreaterThan(0);
  });

  it("is said to be of another model where it was that from the start", async () => {
    served.serve(other);
    await generate();
    const { ok, detail } = await engine.health(AbortSignal.timeout(5_000));
    expect([ok, detail]).toEqual([false, expect.stringContaining("name the folder of the model")]);
  });

  it("may put the token that begins a text before it", async () => {
    served.serve((text) => Int32Array.of(1, ...own(text)));
    await generate();
    expect(await engine.health(AbortSignal.timeout(5_000))).toMatchObject({ ok: true });
  });
});
