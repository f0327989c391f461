import { request as httpRequest } from "node:http";
import { describe, expect, it } from "vitest";
import { forkCauses } from "@/lib/core/causes/fork-causes";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { linearise } from "@/lib/core/samples/linearise";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

const PATHS = {
  chat: "/v1/chat/completions",
  responses: "/v1/responses",
  anthropic: "/v1/messages",
} as const;
const BASH = { type: "function", function: { name: "bash", parameters: { type: "object", properties: {} } } };
const user = { role: "user", content: "Hello." };
const more = { role: "user", content: "Go on." };

async function post(session: string, path: string, body: object) {
  const response = await fetch(`${simulated.server.url}/s/${session}${path}`, {
    method: "POST",
    body: JSON.stringify({ model: "m", max_tokens: 100, ...body }),
  });
  return { status: response.status, body: await response.json() };
}

async function ask(session: string, messages: readonly object[], text: string) {
  await fetch(`${simulated.engine.url}/sim/answers`, { method: "POST", body: JSON.stringify([{ text }]) });
  const answered = await post(session, PATHS.chat, { messages, tools: [BASH] });
  expect(answered.status).toBe(200);
  return answered.body.choices[0].message;
}

async function turns(session: string) {
  return (await simulated.server.runtime.store.readRecording(session)).turns;
}

const unknownBlock = [{ type: "hologram", data: "x" }];

describe("an unknown content block in the middle of a session", () => {
  it.each([
    ["chat", { messages: [{ role: "user", content: unknownBlock }] }],
    ["responses", { input: [{ type: "message", role: "user", content: unknownBlock }] }],
    ["anthropic", { messages: [{ role: "user", content: unknownBlock }] }],
  ] as const)(
    "is refused in a sentence that names it, over %s, and the session goes on",
    async (name, body) => {
      const session = `hologram-${name}`;
      const answer = await ask(session, [user], "Hello to you.");
      const refused = await post(session, PATHS[name], body);
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toMatch(/hologram/);
      await ask(session, [user, answer, more], "Fine.");
      expect((await turns(session)).map(({ graft }) => graft)).toMatchObject([
        { anchor: null },
        { anchor: 1 },
      ]);
    },
  );
});

describe("tool calls that are not as they should be", () => {
  it("reach the agent as text when their arguments are not JSON, and the next call works", async () => {
    const text = '<tool_call>\n{"name": "bash", "arguments": {"command": oops}}\n</tool_call>';
    const answer = await ask("malformed", [user], text);
    expect(answer.content).toContain("oops");
    await ask("malformed", [user, answer, more], "Fine.");
    const [first, second] = await turns("malformed");
    expect(first?.illFormed).not.toBeNull();
    expect(second?.graft).toMatchObject({ anchor: 1 });
  });

  it("are recorded as they are: a result without its call, and ids that are there twice", async () => {
    const call = { id: "c1", type: "function", function: { name: "bash", arguments: '{"command":"ls"}' } };
    const twice = { role: "assistant", content: null, tool_calls: [call, call] };
    const result = { role: "tool", tool_call_id: "c1", content: "a" };
    const orphan = { role: "tool", tool_call_id: "never-called", content: "b" };
    const history = [user, twice, result, result, orphan];
    const answer = await ask("twice", history, "Fine.");
    await ask("twice", [...history, answer, more], "Still fine.");
    const [first, second] = await turns("twice");
    expect(first?.promptMessages).toMatchObject(history.map(({ role }) => ({ role })));
    expect(first?.promptMessages.map((message) => message.tool_call_id ?? "")).toEqual([
      "",
      "",
      "c1",
      "c1",
      "never-called",
    ]);
    expect(second?.graft).toMatchObject({ anchor: 1 });
  });

  it("keep arguments that a client gives back as broken text", async () => {
    const call = { id: "c1", type: "function", function: { name: "bash", arguments: '{"command": "l' } };
    await ask("broken-text", [user, { role: "assistant", content: null, tool_calls: [call] }, more], "Fine.");
    const [first] = await turns("broken-text");
    expect(first?.promptMessages[1]?.tool_calls).toMatchObject([
      { function: { arguments: '{"command": "l' } },
    ]);
  });
});

describe("content given in parts and later as one text", () => {
  it("is a fork named so, where the texts are joined in another way than parts are", async () => {
    const parts = ["Look here.", "Hello."].map((text) => ({ type: "text", text }));
    const answer = await ask("parts", [{ role: "user", content: parts }], "Hello to you, and welcome.");
    await ask("parts", [{ role: "user", content: "Look here. Hello." }, answer, more], "Fine.");
    const recording = await simulated.server.runtime.store.readRecording("parts");
    const causes = forkCauses(recording, linearise(recording, BUILT_IN_POLICIES.strict));
    expect(causes).toMatchObject([{ turn: 2, leftTurn: 1, cause: "content parts" }]);
  });
});

describe("arguments nested past all use", () => {
  const nested = `${'{"a":'.repeat(3000)}1${"}".repeat(3000)}`;

  it("stay the text that a client gives, and the session goes on", async () => {
    const call = { id: "c1", type: "function", function: { name: "bash", arguments: nested } };
    const history = [user, { role: "assistant", content: null, tool_calls: [call] }, more];
    const answer = await ask("nested-text", history, "Fine.");
    await ask("nested-text", [...history, answer, more], "Still fine.");
    const [first, second] = await turns("nested-text");
    expect(first?.promptMessages[1]?.tool_calls?.[0]?.function.arguments).toBe(nested);
    expect(second?.graft).toMatchObject({ anchor: 1 });
  });

  it("make an answer ill-formed when the model samples them, and the agent gets its text", async () => {
    const text = `<tool_call>\n{"name": "bash", "arguments": ${nested}}\n</tool_call>`;
    const answered = await post("nested-answer", PATHS.chat, {
      messages: [{ role: "user", content: `[[sim ${JSON.stringify({ text, tokenisation: "plain" })}]]` }],
      tools: [BASH],
      max_tokens: 30_000,
    });
    expect(answered.status).toBe(200);
    expect(answered.body.choices[0].message.content).toBe(text);
    expect((await turns("nested-answer"))[0]?.illFormed).toMatch(/not valid JSON/);
  });
});

/** Declares a whole body and sends half of it. */
function postHalf(session: string): Promise<void> {
  const body = JSON.stringify({ model: "m", messages: [user] });
  return new Promise((resolve) => {
    const request = httpRequest(`${simulated.server.url}/s/${session}${PATHS.chat}`, {
      method: "POST",
      headers: { "content-length": body.length },
    });
    request.on("error", () => resolve());
    request.on("close", resolve);
    request.write(body.slice(0, body.length / 2), () => request.destroy());
  });
}

describe("a body cut in half", () => {
  it("leaves nothing, and the next call of the session works", async () => {
    const answer = await ask("half", [user], "Hello to you.");
    await postHalf("half");
    await ask("half", [user, answer, more], "Fine.");
    expect(await turns("half")).toHaveLength(2);
    await postHalf("half-first");
    expect(await simulated.server.runtime.store.findSession("half-first")).toBeNull();
  });
});
