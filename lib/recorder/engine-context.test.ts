import { afterEach, describe, expect, it } from "vitest";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

let engine: SimEngine | null = null;
let server: RecorderServer | null = null;

afterEach(async () => {
  await server?.close();
  await engine?.close();
});

async function chat(text: string): Promise<Response> {
  return fetch(`${server?.url}/s/short/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: text }] }),
  });
}

describe("an engine with a shorter context than the setting's", () => {
  it("answers a call that names no limit, and a prompt that fills it gets the protocol's error", async () => {
    engine = await startSimEngine({ contextTokens: 512 });
    server = await serveRecorder({ TURNTREE_ENGINE_URL: engine.url, TURNTREE_TOKENIZER: "qwen3" });
    expect((await chat("Hello")).status).toBe(200);
    const full = await chat("word ".repeat(600));
    expect(full.status).toBe(400);
    expect((await full.json()).error).toMatchObject({
      code: "context_length_exceeded",
      message: expect.stringContaining("maximum context length is 512 tokens"),
    });
    const models = await (await fetch(`${server.url}/s/short/v1/models`)).json();
    expect(models.data[0].max_model_len).toBe(512);
  });

  it("is asked for its length anew when it refuses the one that it had before", async () => {
    engine = await startSimEngine({ contextTokens: 4096 });
    server = await serveRecorder({ TURNTREE_ENGINE_URL: engine.url, TURNTREE_TOKENIZER: "qwen3" });
    expect((await chat("Hello")).status).toBe(200);
    const port = Number(new URL(engine.url).port);
    await engine.close();
    engine = await startSimEngine({ port, contextTokens: 512 });
    expect((await chat("Hello again")).status).toBe(200);
    const { turns } = await server.runtime.store.readRecording("short");
    expect(turns.map(({ sampling }) => (sampling?.maxNewTokens ?? 0) < 512)).toEqual([false, true]);
  });
});
