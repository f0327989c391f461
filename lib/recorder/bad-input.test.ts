import { request as httpRequest } from "node:http";
import { describe, expect, it } from "vitest";
import { createRuntime } from "@/lib/server/runtime";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder({ TURNTREE_ENGINE_SILENCE_S: "1", TURNTREE_ON_ABORT: "fail" });

async function post(session: string, body: string) {
  const response = await fetch(`${simulated.server.url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

function ask(session: string, content: string, more: object = {}) {
  return post(session, JSON.stringify({ model: "m", messages: [{ role: "user", content }], ...more }));
}

/** Nothing half-recorded: the session is not even there. And the server goes on. */
async function expectNothingRecorded(session: string) {
  expect(await simulated.server.runtime.store.findSession(session)).toBeNull();
  expect((await ask("still-there", "Hello?")).status).toBe(200);
}

describe("a request that does not parse or fit", () => {
  it.each([
    ["not JSON", "not-json", "{", /not JSON/],
    ["an unknown role", "role", '{"messages":[{"role":"wizard","content":"x"}]}', /role/],
    ["no messages", "empty", '{"messages":[]}', /at least one message/],
    ["no message list", "none", "{}", /messages/],
    ["a message that is no object", "scalar", '{"messages":[7]}', /messages/],
    [
      "nesting that would overflow a stack",
      "nested",
      `{"messages":[{"role":"user","content":"x"}],"tools":${"[".repeat(10_000)}${"]".repeat(10_000)}}`,
      /nested deeper than 256/,
    ],
  ])("is refused with 400 in the protocol's shape: %s", async (_, session, body, words) => {
    const reply = await post(session, body);
    expect(reply.status).toBe(400);
    expect(reply.body.error.type).toBe("invalid_request_error");
    expect(reply.body.error.message).toMatch(words);
    await expectNothingRecorded(session);
  });

  it("is refused when its body is not UTF-8", async () => {
    const response = await fetch(`${simulated.server.url}/s/latin/v1/chat/completions`, {
      method: "POST",
      body: Uint8Array.of(0x7b, 0xff, 0xfe),
    });
    expect(response.status).toBe(400);
  });

  it("is refused when the path's session id cannot be one", async () => {
    expect((await post("%20%20", '{"messages":[{"role":"user","content":"x"}]}')).status).toBe(400);
  });

  it("is answered 404 in the protocol's shape on a path that is not served", async () => {
    const response = await fetch(`${simulated.server.url}/s/x/v1/embeddings`, { method: "POST", body: "{}" });
    expect(response.status).toBe(404);
    expect((await response.json()).error.message).toMatch(/not served/);
  });
});

/** Writes 100 MB as a client that does not care; resolves with the status that comes back. */
function post100Megabytes(session: string, withLength: boolean): Promise<number> {
  const chunk = Buffer.alloc(1_048_576, " ");
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${simulated.server.url}/s/${session}/v1/chat/completions`, {
      method: "POST",
      headers: withLength ? { "content-length": String(chunk.length * 100) } : {},
    });
    let isAnswered = false;
    request.on("response", (response) => {
      isAnswered = true;
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", (error) => {
      if (!isAnswered) reject(error);
    });
    let sent = 0;
    const write = () => {
      while (sent < 100) {
        sent += 1;
        if (!request.write(chunk)) {
          request.once("drain", write);
          return;
        }
      }
      request.end();
    };
    write();
  });
}

describe("100 MB of body", () => {
  it("is refused with 413 when its length is declared", async () => {
    expect(await post100Megabytes("large", true)).toBe(413);
    await expectNothingRecorded("large");
  });

  it("is refused with 413 when it arrives in chunks", async () => {
    expect(await post100Megabytes("chunked", false)).toBe(413);
    await expectNothingRecorded("chunked");
  });
});

describe("an engine that fails", () => {
  const faults: readonly (readonly [string, string, SimAnswerInput, number, RegExp])[] = [
    [
      "answers 500",
      "e500",
      { fault: { kind: "status", status: 500, message: "CUDA error" } },
      502,
      /CUDA error/,
    ],
    ["answers garbage", "garbage", { fault: { kind: "garbage" } }, 502, /./],
    ["hangs up", "hang-up", { fault: { kind: "hang_up" } }, 502, /./],
    ["stays silent past the setting", "silent", { fault: { kind: "silence" } }, 504, /sent nothing for 1 s/],
    [
      "refuses the request",
      "rejected",
      { fault: { kind: "status", status: 400, message: "bad value" } },
      400,
      /bad value/,
    ],
  ];

  it.each(faults)(
    "gives one clear error with its own words when it %s",
    async (_, session, answer, status, words) => {
      const reply = await ask(session, simLine(answer));
      expect(reply.status).toBe(status);
      expect(reply.body.error.message).toMatch(words);
      expect(JSON.stringify(reply.body)).not.toMatch(/\bat .*\.ts:/);
      await expectNothingRecorded(session);
    },
  );

  it.each(faults)(
    "gives a stream the same HTTP error before its first byte when it %s",
    async (_, name, answer, status) => {
      const session = `${name}-stream`;
      const reply = await ask(session, simLine(answer), { stream: true });
      expect(reply.status).toBe(status);
      await expectNothingRecorded(session);
    },
  );

  it("is no answer when somebody else told it to abort, which a finish would make one", async () => {
    const aborted = simLine({ text: "one two three", fault: { kind: "abort", after_tokens: 2 } });
    const reply = await ask("aborted", aborted);
    expect(reply.status).toBe(502);
    expect(reply.body.error.message).toMatch(/broke off its answer: Aborted/);
    const [whole] = (await simulated.server.runtime.store.readRecording("aborted")).turns;
    expect(whole).toMatchObject({ delivery: "undelivered", finishReason: "error" });
    const stream = await fetch(`${simulated.server.url}/s/aborted-stream/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ messages: [{ role: "user", content: aborted }], stream: true }),
    });
    await expect(stream.text()).rejects.toThrow();
    const [turn] = (await simulated.server.runtime.store.readRecording("aborted-stream")).turns;
    expect(turn).toMatchObject({ delivery: "undelivered", finishReason: "error" });
    expect(turn?.outputIds.length).toBeGreaterThan(0);
  });

  it("asks the client to wait before it tries again", async () => {
    const reply = await ask("wait", simLine({ fault: { kind: "status", status: 503, message: "loading" } }));
    expect(reply.status).toBe(502);
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("gives 502 when nobody listens at its address", async () => {
    const down = await createRuntime({
      DATABASE_URL: simulated.server.databaseUrl,
      TURNTREE_ENGINE_URL: "http://127.0.0.1:9",
    });
    const { answerRequest } = await import("./answer-request");
    const response = await answerRequest(
      down,
      new Request("http://localhost/s/down/v1/chat/completions", {
        method: "POST",
        body: JSON.stringify({ messages: [{ role: "user", content: "x" }] }),
      }),
    );
    expect(response.status).toBe(502);
    expect((await response.json()).error.message).toMatch(/ECONNREFUSED|refused|reach/i);
    await down.recorder.close();
    await down.store.close();
    await expectNothingRecorded("down");
  });
});

describe("ids and log-probs that do not fit", () => {
  it.each(["fewer", "missing"] as const)(
    "leave the agent its answer and flag the turn: %s",
    async (logProbs) => {
      const reply = await ask(logProbs, simLine({ text: "Here you are.", log_probs: logProbs }));
      expect(reply.status).toBe(200);
      expect(reply.body.choices[0].message.content).toBe("Here you are.");
      const [turn] = (await simulated.server.runtime.store.readRecording(logProbs)).turns;
      expect(turn?.outputLogProbs).toBeNull();
      expect(turn?.outputIds.length).toBeGreaterThan(0);
    },
  );

  it("poison the turn when one is outside the vocabulary, and nothing is built on it", async () => {
    const user = { role: "user", content: simLine({ ids: [9707, 9_999_999] }) };
    const reply = await ask("unknown-id", user.content);
    expect(reply.body.choices[0].message.content).toBe("Hello");
    const messages = [user, reply.body.choices[0].message, { role: "user", content: "And then?" }];
    await post("unknown-id", JSON.stringify({ messages }));
    const { turns } = await simulated.server.runtime.store.readRecording("unknown-id");
    expect(turns.map(({ refusal }) => refusal)).toEqual(["id_outside_vocabulary", null]);
    expect(turns[1]?.graft).toMatchObject({ anchor: null, refusal: "anchor_refused" });
  });

  it("poison the turn when the engine counts another prompt than was sent", async () => {
    expect((await ask("count", simLine({ text: "Yes.", prompt_tokens_off_by: 3 }))).status).toBe(200);
    const [turn] = (await simulated.server.runtime.store.readRecording("count")).turns;
    expect(turn?.refusal).toBe("engine_count_disagrees");
  });
});

describe("a start that cannot be", () => {
  it("says in one sentence that the tokenizer folder is missing", async () => {
    await expect(createRuntime({ TURNTREE_TOKENIZER: "/nowhere/tokenizer" })).rejects.toThrow(
      /\/nowhere\/tokenizer/,
    );
  });

  it("says in one sentence which setting is bad", async () => {
    await expect(createRuntime({ TURNTREE_MAX_TURNS: "-1" })).rejects.toThrow(/^TURNTREE_MAX_TURNS must be/);
  });
});
