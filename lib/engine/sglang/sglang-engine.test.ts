import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createEngine } from "@/lib/engine/create-engine";
import type { GenerationEvent } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { generateOnce } from "@/test/engine/generate-once";

const text = "The quick brown fox jumps over the lazy dog.";

async function failureOf(work: Promise<unknown>): Promise<EngineError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof EngineError) return error;
  throw new Error(`Expected an EngineError, got ${error}`);
}

const sampled = z.array(z.object({ output_ids: z.array(z.int()), log_probs: z.array(z.number()) }));

describe.each([
  { frames: "cumulative", incremental: false },
  { frames: "incremental", incremental: true },
])("the SGLang engine against a server with $frames frames", ({ incremental }) => {
  let sim: SimEngine;
  beforeAll(async () => {
    sim = await startSimEngine({ incremental, contextTokens: 8192 });
  });
  afterAll(() => sim.close());

  const engine = (silenceMs = 60_000) => createEngine({ name: "sglang", url: sim.url, silenceMs });
  const next = async (answer: SimAnswerInput) => {
    await fetch(`${sim.url}/sim/answers`, { method: "POST", body: JSON.stringify([answer]) });
  };
  const truth = async () => sampled.parse(await (await fetch(`${sim.url}/sim/generations`)).json()).at(-1);

  it.each([true, false])(
    "gives ids, log-probs and facts as they were sampled (stream: %s)",
    async (stream) => {
      await next({ text, weight_version: "step-12" });
      const { generation, streamed } = await generateOnce(engine(), { stream });
      expect(Array.from(generation.outputIds)).toEqual((await truth())?.output_ids);
      expect(Array.from(generation.logProbs ?? [])).toEqual((await truth())?.log_probs);
      expect(streamed).toEqual(stream ? (await truth())?.output_ids : []);
      expect(generation).toMatchObject({
        finishReason: "stop",
        matchedStop: 151645,
        promptTokens: 9,
        weightVersion: "step-12",
        logProbSemantics: "temperature_scaled",
      });
    },
  );

  it("keeps the stop token's id as the last output id, whichever stop it is", async () => {
    await next({ text, stop: "<|endoftext|>" });
    const { generation } = await generateOnce(engine());
    expect(generation.outputIds.at(-1)).toBe(151643);
    expect(generation.matchedStop).toBe(151643);
  });

  it("says when the length limit cut the answer", async () => {
    await next({ text, tokenisation: "bytes" });
    const { generation } = await generateOnce(engine(), { maxNewTokens: 5 });
    expect(generation).toMatchObject({ finishReason: "length", matchedStop: null });
    expect(generation.outputIds).toHaveLength(5);
  });

  it("keeps ids and gives no log-probs when the server returns none", async () => {
    await next({ text, log_probs: "missing" });
    const { generation } = await generateOnce(engine());
    expect(generation).toMatchObject({ logProbs: null, logProbCount: 0 });
    expect(generation.outputIds.length).toBeGreaterThan(0);
  });

  it("keeps ids and gives no log-probs when there are fewer of them than ids", async () => {
    await next({ text, log_probs: "fewer" });
    const { generation } = await generateOnce(engine());
    expect(generation.logProbs).toBeNull();
    expect(generation.logProbCount).toBe(generation.outputIds.length - 1);
  });

  it("gives no log-probs when they belong to other ids", async () => {
    await next({ text, log_probs: "other_ids" });
    expect((await generateOnce(engine())).generation.logProbs).toBeNull();
  });

  it("marks a log-prob that is null (underflow or NaN) as unknown and keeps the others", async () => {
    await next({ text, log_probs: "null" });
    const { generation } = await generateOnce(engine());
    expect(generation.logProbs?.[1]).toBeNaN();
    expect(generation.logProbs?.[0]).toBeLessThan(0);
  });

  it("treats an answer whose logits turned into NaN as a failure, not as a stop", async () => {
    await next({ text, fault: { kind: "nan", after_tokens: 3 } });
    expect(await failureOf(generateOnce(engine()))).toMatchObject({
      kind: "failed",
      message: expect.stringMatching(/NaN/),
    });
  });

  it("keeps all ids when a queued request's abort shows only the last one", async () => {
    await next({ text, fault: { kind: "abort", after_tokens: 5, queued: true } });
    const { generation, streamed } = await generateOnce(engine());
    expect(generation.finishReason).toBe("abort");
    expect(generation.outputIds).toHaveLength(5);
    expect(streamed).toHaveLength(5);
    expect(generation.logProbs).toHaveLength(5);
  });

  it("ends with what was sampled when somebody else aborts the request", async () => {
    await next({ text, fault: { kind: "abort", after_tokens: 4 } });
    const { generation } = await generateOnce(engine(), { stream: false });
    expect(generation).toMatchObject({ finishReason: "abort", facts: { abort_message: "Aborted" } });
    expect(generation.logProbs).toHaveLength(4);
  });

  it.each([true, false])("passes on a scheduler's abort with its words (stream: %s)", async (stream) => {
    const message = "The memory pool is full.";
    await next({ text, fault: { kind: "abort", after_tokens: 0, status: 503, message } });
    expect(await failureOf(generateOnce(engine(), { stream }))).toMatchObject({
      kind: "failed",
      status: 503,
      message,
    });
  });

  it("passes on an HTTP error with its words", async () => {
    await next({ fault: { kind: "status", status: 500, message: "CUDA out of memory." } });
    expect(await failureOf(generateOnce(engine()))).toMatchObject({
      kind: "failed",
      status: 500,
      message: "CUDA out of memory.",
    });
  });

  it.each([
    ["a prompt as long as the context", 8192, 1],
    ["a prompt and an answer that do not fit together", 8000, 400],
  ])("says that the context is full for %s", async (_, promptTokens, maxNewTokens) => {
    const promptIds = Array.from({ length: promptTokens }, () => 198);
    for (const stream of [true, false]) {
      const error = await failureOf(generateOnce(engine(), { promptIds, maxNewTokens, stream }));
      expect(error).toMatchObject({
        kind: "context_full",
        status: 400,
        message: expect.stringMatching(/8192 tokens/),
      });
    }
  });

  it("refuses something that is not a reply", async () => {
    await next({ fault: { kind: "garbage", body: "<html>It works!</html>" } });
    expect(await failureOf(generateOnce(engine()))).toMatchObject({ kind: "garbage" });
    await next({ fault: { kind: "garbage", body: '{"text": "no ids here"}' } });
    expect(await failureOf(generateOnce(engine(), { stream: false }))).toMatchObject({ kind: "garbage" });
  });

  it.each([true, false])(
    "gives up after the silence that the setting allows (stream: %s)",
    async (stream) => {
      await next({ text, fault: { kind: "silence" } });
      expect(await failureOf(generateOnce(engine(150), { stream }))).toMatchObject({ kind: "silent" });
    },
  );

  it("waits as long as bytes keep coming", async () => {
    await next({ text, tokenisation: "bytes", token_delay_ms: 60 });
    const { generation } = await generateOnce(engine(1_500), { stream: true });
    expect(generation.finishReason).toBe("stop");
  });

  it("says so when the connection breaks in the middle", async () => {
    await next({ text, fault: { kind: "hang_up", after_tokens: 4 } });
    const heard: GenerationEvent[] = [];
    let streamed: readonly number[] = [];
    const work = generateOnce(engine(), {
      stream: true,
      onTokens: (ids) => {
        streamed = ids;
      },
      onGeneration: (generation) => heard.push(generation),
    });
    expect(await failureOf(work)).toMatchObject({ kind: "unreachable" });
    expect(heard).toMatchObject([{ finishReason: "abort", outputIds: Int32Array.from(streamed) }]);
    expect(heard[0]?.logProbs).toHaveLength(streamed.length);
  });

  it("reports a count of prompt tokens that is not what was sent", async () => {
    await next({ text, prompt_tokens_off_by: -2 });
    expect((await generateOnce(engine())).generation.promptTokens).toBe(7);
  });

  it("is healthy, and says how long the context is", async () => {
    const health = await engine().health(AbortSignal.timeout(60_000));
    expect(health).toMatchObject({ ok: true, contextTokens: 8192 });
  });
});

describe("aborting", () => {
  let sim: SimEngine;
  beforeAll(async () => {
    sim = await startSimEngine();
  });
  afterAll(() => sim.close());
  it.each([true, false])(
    "frees the engine's slot, tells what was sampled, and throws the signal's reason (stream: %s)",
    async (stream) => {
      const engine = createEngine({ name: "sglang", url: sim.url, silenceMs: 60_000 });
      const controller = new AbortController();
      const answer = { text, repeat: 1000, token_delay_ms: 5 };
      await fetch(`${sim.url}/sim/answers`, { method: "POST", body: JSON.stringify([answer]) });
      const gone = new Error("The client left.");
      let last: GenerationEvent | null = null;
      const onGeneration = (generation: GenerationEvent) => {
        last = generation;
      };
      const work = generateOnce(engine, { signal: controller.signal, stream, onGeneration });
      const left = expect(work).rejects.toBe(gone);
      await expect.poll(async () => (await fetch(`${sim.url}/sim/running`)).json()).toHaveLength(1);
      controller.abort(gone);
      await left;
      const truth = sampled.parse(await (await fetch(`${sim.url}/sim/generations`)).json()).at(-1);
      expect(last).toMatchObject({
        finishReason: "abort",
        outputIds: Int32Array.from(truth?.output_ids ?? []),
        logProbs: Float64Array.from(truth?.log_probs ?? []),
      });
      expect(truth?.output_ids.length).toBeLessThan(1000);
    },
  );

  it("sends nothing when the signal has aborted before", async () => {
    const engine = createEngine({ name: "sglang", url: "http://127.0.0.1:9", silenceMs: 1_000 });
    const signal = AbortSignal.abort(new Error("too late"));
    await expect(generateOnce(engine, { signal })).rejects.toThrow("too late");
  });
});
