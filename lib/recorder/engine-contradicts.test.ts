import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import {
  answerEvents,
  answerJson,
  type ReceivedRequest,
  type ScriptedServer,
  startScriptedServer,
} from "@/test/engine/scripted-server";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

/** What the engine answers next, from the number of prompt tokens that it was sent. */
type Script = (promptTokens: number, response: ServerResponse, request: ReceivedRequest) => void;

let engine: ScriptedServer;
let server: RecorderServer;
let next: Script = () => undefined;

beforeAll(async () => {
  engine = await startScriptedServer((request, response) => {
    if (request.path === "/abort_request") answerJson(response, { error: "Unauthorized" }, 401);
    else if (request.path !== "/generate") answerJson(response, {}, 404);
    else next(JSON.parse(request.body).input_ids.length, response, request);
  });
  server = await serveRecorder({
    TURNTREE_ENGINE: "sglang",
    TURNTREE_ON_ABORT: "fail",
    TURNTREE_ENGINE_URL: engine.url,
    TURNTREE_TOKENIZER: "qwen3",
  });
});

afterAll(async () => {
  await server.close();
  await engine.close();
});

const END = 151645;
const stop = { type: "stop", matched: END };
const entries = (ids: readonly number[], value: number) => ids.map((id) => [value, id, null]);
const encoded = (text: string) => [...server.runtime.model.encode(text), END];

interface Frame {
  readonly ids: readonly number[];
  readonly prompt: number;
  readonly counted?: number;
  readonly logProb?: number;
  readonly finish?: object | null;
}

const frame = ({ ids, prompt, counted = ids.length, logProb = -0.5, finish = stop }: Frame) => ({
  output_ids: ids,
  meta_info: {
    id: "r",
    finish_reason: finish,
    prompt_tokens: prompt,
    completion_tokens: counted,
    weight_version: "v1",
    output_token_logprobs: entries(ids, logProb),
  },
});

async function ask(session: string, more: object = {}) {
  const response = await fetch(`${server.url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ messages: [{ role: "user", content: "q" }], ...more }),
  });
  const text = await response.text().catch(() => "");
  return { status: response.status, text };
}

async function turnOf(session: string) {
  const [turn] = (await server.runtime.store.readRecording(session)).turns;
  if (turn === undefined) throw new Error("no turn was recorded");
  return turn;
}

async function trained(session: string, policy: string): Promise<number> {
  await expect.poll(async () => (await turnOf(session)).delivery).not.toBe("pending");
  const path = `/api/sessions/${session}/samples.jsonl?format=slime&policy=${policy}`;
  const text = await (await fetch(server.url + path)).text();
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.flatMap((line): number[] => JSON.parse(line).loss_mask).reduce((sum, bit) => sum + bit, 0);
}

describe("an engine that contradicts itself", () => {
  it.each<[string, string, Omit<Frame, "ids" | "prompt">]>([
    ["impossible_log_probs", "a log-prob above 0", { logProb: 0.7 }],
    ["impossible_log_probs", "a log-prob lower than any token's", { logProb: -1e300 }],
    ["output_count_disagrees", "another count than it sends", { counted: 7 }],
  ])("is refused as %s for %s, and the client is answered", async (refusal, what, more) => {
    const session = what.replaceAll(/\W/g, "-");
    next = (prompt, response) => answerJson(response, frame({ ids: encoded("Hello"), prompt, ...more }));
    expect((await ask(session)).text).toContain("Hello");
    expect(await turnOf(session)).toMatchObject({ refusal, completeness: { by: "ids" } });
    for (const policy of ["strict", "slime"]) expect(await trained(session, policy)).toBe(0);
  });

  it("is refused for more tokens than were asked for", async () => {
    next = (prompt, response) => answerJson(response, frame({ ids: encoded("Hello there you"), prompt }));
    await ask("many", { max_tokens: 2 });
    expect(await turnOf("many")).toMatchObject({
      refusal: "output_count_disagrees",
      completeness: { detail: "The engine sent 4 tokens where 2 were asked for at most." },
    });
  });

  it("is refused when it says nothing of the prompt that it saw", async () => {
    next = (prompt, response) => {
      const { meta_info: meta, ...rest } = frame({ ids: encoded("Hello"), prompt });
      const { prompt_tokens: _, ...silent } = meta;
      answerJson(response, { ...rest, meta_info: silent });
    };
    await ask("silent");
    expect((await turnOf("silent")).refusal).toBe("prompt_unconfirmed");
    expect(await trained("silent", "strict")).toBe(0);
  });

  it("is refused for a frame that takes back what an earlier one said", async () => {
    const ids = encoded("Hello there");
    next = (prompt, response) =>
      answerEvents(response, [
        frame({ ids: ids.slice(0, 1), prompt, finish: null }),
        frame({ ids: [791, ...ids.slice(1)], prompt }),
      ]);
    await ask("taken-back", { stream: true });
    expect((await turnOf("taken-back")).refusal).toBe("ids_taken_back");
    expect(await trained("taken-back", "slime")).toBe(0);
  });
});

describe("an answer that the engine broke off", () => {
  it("is kept whole or streamed, with its ids and log-probs, though the client is told of a failure", async () => {
    const ids = encoded("Hello there");
    const aborted = { type: "abort", message: "paused" };
    next = (prompt, response) => answerJson(response, frame({ ids, prompt, finish: aborted }));
    expect((await ask("aborted")).status).toBe(502);
    expect(await turnOf("aborted")).toMatchObject({ delivery: "undelivered", weightVersion: "v1" });
    expect([...(await turnOf("aborted")).outputIds]).toEqual(ids);
    next = (prompt, response) => answerEvents(response, [frame({ ids, prompt, finish: null })], false);
    await ask("cut", { stream: true });
    expect(await turnOf("cut")).toMatchObject({ delivery: "undelivered" });
    expect([...((await turnOf("cut")).outputLogProbs ?? [])]).toEqual(ids.map(() => -0.5));
  });

  it("says that the engine would not be told to stop, in the turn and in its health", async () => {
    next = (prompt, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const said = frame({ ids: encoded("Hello").slice(0, 1), prompt, finish: null });
      response.write(`data: ${JSON.stringify(said)}\n\n`);
    };
    const client = new AbortController();
    const response = await fetch(`${server.url}/s/left/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ messages: [{ role: "user", content: "q" }], stream: true }),
      signal: client.signal,
    });
    await response.body?.getReader().read();
    client.abort();
    await expect
      .poll(async () => (await server.runtime.store.findSession("left"))?.counters.turns, { timeout: 10_000 })
      .toBe(1);
    const turn = await turnOf("left");
    expect(turn.outputLogProbs).toHaveLength(1);
    expect(turnFactsJson(turn).engine).toMatchObject({ abort_refused: 401 });
    const said = async () => (await fetch(`${server.url}/healthz`)).text();
    await expect.poll(said).toContain("refuses /abort_request with 401");
  });
});
