import { afterEach, describe, expect, it } from "vitest";
import { createEngine } from "@/lib/engine/create-engine";
import { engineRecording } from "@/test/engine/engine-recording";
import { generateOnce } from "@/test/engine/generate-once";
import { type ScriptedServer, startScriptedServer } from "@/test/engine/scripted-server";
import { readLlamacppReply } from "./llamacpp-reply";

let server: ScriptedServer | null = null;

/** A server that answers as a live llama-server once did. */
async function replaying(name: string) {
  const { status, content_type, body } = engineRecording(name);
  server = await startScriptedServer((_, response) => {
    response.writeHead(status, { "content-type": content_type });
    response.end(body);
  });
  return createEngine({ name: "llamacpp", url: server.url, silenceMs: 60_000 });
}

afterEach(async () => {
  await server?.close();
  server = null;
});

describe("what is sent to llama-server", () => {
  it("names every sampler, asks for ids and log-probs, never streams and sends no stop words", async () => {
    const engine = await replaying("2k-limit");
    await generateOnce(engine, { promptIds: [2027, 82, 77, 2028, 198], maxNewTokens: 4, stream: true });
    const request = await server?.arrival("/completion");
    expect(request?.headers.connection).toBe("close");
    expect(JSON.parse(request?.body ?? "")).toMatchObject({
      prompt: [2027, 82, 77, 2028, 198],
      n_predict: 4,
      temperature: 1,
      top_k: 0,
      top_p: 1,
      min_p: 0,
      typical_p: 1,
      repeat_penalty: 1,
      dry_multiplier: 0,
      stop: [],
      n_probs: 1,
      post_sampling_probs: false,
      return_tokens: true,
      stream: false,
    });
  });
});

describe("what llama-server answers", () => {
  it("gives the ids and the raw log-probs of an answer cut by its limit", async () => {
    const { generation, streamed } = await generateOnce(await replaying("2k-limit"));
    expect(Array.from(generation.outputIds)).toEqual([547, 893, 1976, 871]);
    expect(streamed).toEqual([547, 893, 1976, 871]);
    expect(generation.logProbs?.[0]).toBe(-10.889082908630371);
    expect(generation).toMatchObject({
      finishReason: "length",
      matchedStop: null,
      promptTokens: 5,
      cachedTokens: 0,
      logProbSemantics: "raw",
    });
  });

  it("keeps the ending token with its log-prob, and reads from the ids which one it was", async () => {
    const { generation } = await generateOnce(await replaying("2k-eos"));
    expect(Array.from(generation.outputIds)).toEqual([564, 1461, 2028]);
    expect(generation.logProbs?.[2]).toBe(-8.509317398071289);
    expect(generation).toMatchObject({ finishReason: "stop", matchedStop: 2028 });
  });

  it("keeps ids whose text ends inside a character, without their log-probs", async () => {
    const { generation } = await generateOnce(await replaying("full-utf8-gap"));
    expect(Array.from(generation.outputIds)).toEqual([
      82912, 246, 165, 251, 238, 141334, 146162, 963, 151645,
    ]);
    expect(Array.from(generation.logProbs ?? [], Number.isNaN)).toEqual([
      true,
      false,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(generation.logProbCount).toBe(6);
  });

  it("would lose those ids in a stream: the recorded one has 6 of 9", () => {
    const events = engineRecording("full-utf8-gap-stream").body.split("\n\n").filter(Boolean);
    const ids = events.flatMap((event) => JSON.parse(event.slice("data: ".length)).tokens);
    expect(ids).toEqual([246, 238, 141334, 146162, 963, 151645]);
  });

  it("keeps every id of an answer that a stop word ended, though its log-probs are cut", () => {
    const generation = readLlamacppReply(JSON.parse(engineRecording("2k-stopword").body));
    expect(Array.from(generation.outputIds)).toEqual([73, 1426, 580, 1842]);
    expect(generation).toMatchObject({ finishReason: "stop", matchedStop: "Lac et" });
    expect(generation.logProbCount).toBeLessThan(4);
    expect(Number.isNaN(generation.logProbs?.[3])).toBe(true);
  });

  it.each([
    ["an id outside the vocabulary", "2k-bad-id", "rejected", 400, "Prompt contains invalid tokens"],
    [
      "bytes that are no text",
      "hostile-bad-utf8",
      "failed",
      500,
      /does not match the expected Content-only format/,
    ],
    ["a body that is no JSON", "2k-bad-json", "failed", 500, /parse error/],
  ])("passes on its words about %s", async (_, name, kind, status, message) => {
    await expect(generateOnce(await replaying(name))).rejects.toMatchObject({
      kind,
      status,
      message: expect.stringMatching(message),
    });
  });

  it("says that the context is full", async () => {
    server = await startScriptedServer((_, response) => {
      response.writeHead(400, { "content-type": "application/json" });
      const message =
        "request (9000 tokens) exceeds the available context size (8192 tokens), try increasing it";
      const error = {
        code: 400,
        message,
        type: "exceed_context_size_error",
        n_prompt_tokens: 9000,
        n_ctx: 8192,
      };
      response.end(JSON.stringify({ error }));
    });
    const engine = createEngine({ name: "llamacpp", url: server.url, silenceMs: 60_000 });
    await expect(generateOnce(engine)).rejects.toMatchObject({ kind: "context_full" });
  });

  it("takes the lowest float for what it stands for: unknown", () => {
    const reply = {
      tokens: [5],
      stop_type: "limit",
      completion_probabilities: [{ id: 5, logprob: -3.4028234663852886e38 }],
    };
    expect(readLlamacppReply(reply).logProbs).toEqual(Float64Array.of(Number.NaN));
  });

  it("refuses something that is not a reply", () => {
    expect(() => readLlamacppReply({ content: "no ids" })).toThrow(/no reply of llama-server/);
  });

  it("closes the connection when the client leaves", async () => {
    let closed: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    server = await startScriptedServer((_, response) => response.on("close", closed));
    const engine = createEngine({ name: "llamacpp", url: server.url, silenceMs: 60_000 });
    const controller = new AbortController();
    const work = generateOnce(engine, { signal: controller.signal });
    await server.arrival("/completion");
    const left = new Error("left");
    controller.abort(left);
    await expect(work).rejects.toBe(left);
    await gone;
  });

  it("says how long the context of a slot is", async () => {
    server = await startScriptedServer((request, response) => {
      response.end(engineRecording(request.path === "/props" ? "2k-props" : "2k-health").body);
    });
    const engine = createEngine({ name: "llamacpp", url: server.url, silenceMs: 60_000 });
    expect(await engine.health(AbortSignal.timeout(60_000))).toMatchObject({ ok: true, contextTokens: 8192 });
  });
});
