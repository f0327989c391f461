import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

let engine: Awaited<ReturnType<typeof startSimEngine>>;
let server: RecorderServer;

beforeAll(async () => {
  engine = await startSimEngine({ host: "127.0.0.1", port: 0 });
  server = await serveRecorder({ TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: engine.url });
});

afterAll(async () => {
  await server.close();
  await engine.close();
});

function client(session: string): OpenAI {
  return new OpenAI({ baseURL: `${server.url}/s/${session}/v1`, apiKey: "unused", maxRetries: 0 });
}

async function recording(session: string) {
  return server.runtime.store.readRecording(session);
}

async function deliveries(session: string): Promise<string[]> {
  const { turns } = await recording(session);
  return turns.map((turn) => turn.delivery);
}

describe("a conversation over the openai SDK", () => {
  it("is recorded turn by turn, each with the ids that the engine sampled", async () => {
    const first = await client("plain").chat.completions.create({
      model: "m",
      messages: [{ role: "user", content: "Say hello." }],
    });
    const answer = first.choices[0]?.message;
    expect(answer?.content).toBeTruthy();
    await client("plain").chat.completions.create({
      model: "m",
      messages: [
        { role: "user", content: "Say hello." },
        { role: "assistant", content: answer?.content ?? "" },
        { role: "user", content: "And again." },
      ],
    });
    const { turns, prompts } = await recording("plain");
    expect(turns.map((turn) => [turn.index, turn.promptBuild])).toEqual([
      [1, "render"],
      [2, "graft"],
    ]);
    for (const turn of turns) {
      expect(turn.outputLogProbs).toHaveLength(turn.outputIds.length);
      expect(prompts.length(turn.index)).toBeGreaterThan(0);
    }
    expect(first.usage?.completion_tokens).toBe(turns[0]?.outputIds.length);
  });

  it("gives the same canonical message streamed and not", async () => {
    const text = '[[sim {"text":"<think>\\nhm\\n</think>\\n\\nTwo words","tokenisation":"odd"}]]';
    const messages = [{ role: "user" as const, content: text }];
    const whole = await client("both").chat.completions.create({ model: "m", messages });
    const stream = await client("both").chat.completions.create({ model: "m", messages, stream: true });
    let content = "";
    for await (const chunk of stream) content += chunk.choices[0]?.delta.content ?? "";
    expect(content).toBe(whole.choices[0]?.message.content);
    const { turns } = await recording("both");
    expect(turns[1]?.responseMessage).toEqual(turns[0]?.responseMessage);
  });

  it("marks a turn delivered once its whole reply was pulled", async () => {
    await client("delivered").chat.completions.create({
      model: "m",
      messages: [{ role: "user", content: "Hi." }],
    });
    await expect.poll(() => deliveries("delivered")).toEqual(["delivered"]);
  });
});
