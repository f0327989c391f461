import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

/** Replies as servers give them: a whole one with ids (vLLM), a stream without, an error, a list of models. */
const WHOLE = JSON.stringify({
  id: "c1",
  object: "chat.completion",
  prompt_token_ids: [151644, 872, 198, 13048, 151645, 198, 151644, 77091, 198],
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: "Hello", reasoning_content: null },
      token_ids: [9707, 151645],
      logprobs: {
        content: [
          { token: "token_id:9707", logprob: -0.5, bytes: null, top_logprobs: [] },
          { token: "token_id:151645", logprob: -0.25, bytes: null, top_logprobs: [] },
        ],
      },
      finish_reason: "stop",
    },
  ],
  usage: { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 },
});
const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: "c2", object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const STREAM = [
  chunk({ role: "assistant", content: "Hel" }),
  chunk({ content: "lo" }),
  chunk({}, "stop"),
  "data: [DONE]\n\n",
];

let behind: Server;
let server: RecorderServer;
let heard: { readonly path: string; readonly authorization: string | undefined; readonly body: string }[] =
  [];

beforeAll(async () => {
  behind = createServer((request, response) => {
    let body = "";
    request.on("data", (data) => {
      body += data;
    });
    request.on("end", () => {
      heard.push({ path: request.url ?? "", authorization: request.headers.authorization, body });
      if (request.url === "/v1/models") response.end('{"data":[{"id":"theirs"}]}');
      else if (body.includes("fail"))
        response.writeHead(429, { "retry-after": "7" }).end('{"error":"slow down"}');
      else if (body.includes('"stream":true')) {
        response.writeHead(200, { "content-type": "text/event-stream" });
        for (const part of STREAM) response.write(part);
        response.end();
      } else response.writeHead(200, { "content-type": "application/json" }).end(WHOLE);
    });
  });
  await new Promise<void>((resolve) => behind.listen(0, "127.0.0.1", resolve));
  const address = behind.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  server = await serveRecorder({
    TURNTREE_ENGINE: "passthrough",
    TURNTREE_ENGINE_URL: `http://127.0.0.1:${port}`,
    TURNTREE_TOKENIZER: "qwen3",
  });
});

afterAll(async () => {
  await server.close();
  await new Promise((resolve) => behind.close(resolve));
});

function post(session: string, body: string, headers: Record<string, string> = {}) {
  heard = [];
  return fetch(`${server.url}${session}/v1/chat/completions`, { method: "POST", headers, body });
}

async function turns(session: string) {
  return (await server.runtime.store.readRecording(session)).turns;
}

const body = (content: string, stream = false) =>
  JSON.stringify({ model: "theirs", messages: [{ role: "user", content }], stream });

describe("passthrough", () => {
  it("sends the request on and the reply back byte for byte, and records ids where the server returns them", async () => {
    const request = `  ${body("Hi")}\n`;
    const response = await post("/s/ids", request, { authorization: "Bearer sk-secret" });
    expect(await response.text()).toBe(WHOLE);
    expect(heard.filter(({ path }) => path !== "/v1/models")).toEqual([
      { path: "/v1/chat/completions", authorization: "Bearer sk-secret", body: request },
    ]);
    const [turn] = await turns("ids");
    expect(turn).toMatchObject({ promptBuild: "engine", refusal: null, finishReason: "stop" });
    expect(turn?.completeness).toEqual({
      by: "reply",
      counted: 2,
      received: 2,
      differences: [],
      detail: null,
    });
    expect([...(turn?.outputIds ?? [])]).toEqual([9707, 151645]);
    expect([...(turn?.outputLogProbs ?? [])]).toEqual([-0.5, -0.25]);
    expect(turn?.responseMessage?.content).toBe("Hello");
    await expect.poll(async () => (await turns("ids"))[0]?.delivery).toBe("delivered");
  });

  it("streams bytes untouched, and says which ids are missing", async () => {
    const response = await post("/s/stream", body("Hi", true));
    expect(await response.text()).toBe(STREAM.join(""));
    const [turn] = await turns("stream");
    expect(turn).toMatchObject({ refusal: "no_token_ids", responseMessage: { content: "Hello" } });
    expect(turn && turnFactsJson(turn).engine).toMatchObject({
      missing_ids: expect.stringMatching(/token ids/),
    });
  });

  it("passes errors on with their status and headers, and records nothing", async () => {
    const response = await post("/s/failing", body("fail"));
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("7");
    expect(await response.text()).toBe('{"error":"slow down"}');
    expect(await server.runtime.store.findSession("failing")).toBeNull();
  });

  it("gives a retry the reply that was passed on, byte for byte, and asks nobody again", async () => {
    const first = await post("/s/again", body("Hi"));
    const text = await first.text();
    const second = await post("/s/again", body("Hi"), { "x-stainless-retry-count": "1" });
    expect(await second.text()).toBe(text);
    expect(second.headers.get("x-turntree-replayed")).toBe("2");
    expect(second.headers.get("content-type")).toBe(first.headers.get("content-type"));
    expect(heard).toEqual([]);
    await expect
      .poll(async () => (await turns("again"))[0])
      .toMatchObject({ delivery: "delivered", deliveries: 2 });
  });

  it("forwards a retry whose reply is gone, and holds that the first answer did not arrive", async () => {
    await (await post("/s/gone", body("Hi"))).text();
    await expect.poll(async () => (await turns("gone"))[0]?.delivery).toBe("delivered");
    // Without a stream what was given as one cannot be given again.
    await (await post("/s/gone", body("Hi", true), { "x-stainless-retry-count": "1" })).text();
    await expect.poll(async () => (await turns("gone"))[1]?.delivery).toBe("delivered");
    const [first, second] = await turns("gone");
    expect(first?.delivery).toBe("undelivered");
    expect(second?.retryOf).toBe(1);
  });

  it("never names a session by a key, however harmless it looks", async () => {
    const response = await post("", body("Hi"), { authorization: "Bearer dummy" });
    expect(response.headers.get("x-turntree-session")).toMatch(/^key-[0-9a-f]{32}$/);
    await response.text();
  });

  it("passes on what is no model call", async () => {
    const models = await fetch(`${server.url}/s/any/v1/models`);
    expect(await models.json()).toEqual({ data: [{ id: "theirs" }] });
  });
});
