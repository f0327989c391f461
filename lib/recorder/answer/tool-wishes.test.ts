import { describe, expect, it } from "vitest";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

const CALL = '<tool_call>\n{"name": "run", "arguments": {"cmd": "ls"}}\n</tool_call>';
const SCHEMA = { type: "object", properties: { cmd: { type: "string" } } };
const RUN = { type: "function", function: { name: "run", parameters: SCHEMA } };
const ANTHROPIC_RUN = { name: "run", input_schema: SCHEMA };
const RESPONSES_RUN = { type: "function", name: "run", parameters: SCHEMA };
const CALL_OPENER = 151657;

const text = (said: string): SimAnswerInput => ({ text: said, tokenisation: "plain" });

async function post(session: string, path: string, body: object) {
  const response = await fetch(`${simulated.server.url}/s/${session}${path}`, {
    method: "POST",
    body: JSON.stringify({ model: "m", max_tokens: 400, ...body }),
  });
  const { turns } = await simulated.server.runtime.store.readRecording(session);
  return { status: response.status, json: await response.json(), turn: turns.at(-1) };
}

const chat = async (session: string, answer: SimAnswerInput, body: object) => {
  const messages = [{ role: "user", content: simLine(answer) }];
  const { json, ...rest } = await post(session, "/v1/chat/completions", { messages, ...body });
  return { message: json.choices[0].message, finish: json.choices[0].finish_reason, ...rest };
};

/** The same call and the same wish at each door, and the calls in its answer. */
const DOORS = {
  chat: async (session: string, answer: SimAnswerInput, wish: object) => {
    const { message, turn } = await chat(session, answer, { tools: [RUN], ...wish });
    return { calls: message.tool_calls ?? [], text: message.content, turn };
  },
  responses: async (session: string, answer: SimAnswerInput, wish: object) => {
    const body = { input: simLine(answer), tools: [RESPONSES_RUN], ...wish };
    const { json, turn } = await post(session, "/v1/responses", body);
    const items: { type: string; content?: { text: string }[] }[] = json.output;
    const said = items.flatMap(({ content }) => content ?? []).map((part) => part.text);
    return { calls: items.filter(({ type }) => type === "function_call"), text: said.join(""), turn };
  },
  messages: async (session: string, answer: SimAnswerInput, wish: object) => {
    const messages = [{ role: "user", content: simLine(answer) }];
    const { json, turn } = await post(session, "/v1/messages", { messages, tools: [ANTHROPIC_RUN], ...wish });
    const blocks: { type: string; text?: string }[] = json.content;
    const said = blocks.map((block) => block.text ?? "");
    return { calls: blocks.filter(({ type }) => type === "tool_use"), text: said.join(""), turn };
  },
};

const doors = Object.keys(DOORS).filter((door) => door in DOORS) satisfies string[];
const NO_CALL = {
  chat: { tool_choice: "none" },
  responses: { tool_choice: "none" },
  messages: { tool_choice: { type: "none" } },
};
const ONE_CALL = {
  chat: { parallel_tool_calls: false },
  responses: { parallel_tool_calls: false },
  messages: { tool_choice: { type: "auto", disable_parallel_tool_use: true } },
};

describe.each(doors.map((door) => ({ door })))("at the door of $door", ({ door }) => {
  const name = door === "chat" || door === "responses" ? door : "messages";

  it("an answer to a client that forbids calls holds none, and the token that opens them cannot be drawn", async () => {
    const answer = await DOORS[name](`none-${name}`, text(`For example:\n${CALL}`), NO_CALL[name]);
    expect(answer.calls).toEqual([]);
    expect(answer.text).toBe(`For example:\n${CALL}`);
    expect(answer.turn).toMatchObject({
      illFormed: null,
      constraints: [{ kind: "ban", cause: "tool_choice", ids: [CALL_OPENER] }],
    });
    expect(answer.turn?.outputIds).not.toContain(CALL_OPENER);
  });

  it("an answer to a client that takes one call ends with the first", async () => {
    const answer = await DOORS[name](`one-${name}`, text(`${CALL}\n${CALL}`), ONE_CALL[name]);
    expect(answer.calls).toHaveLength(1);
    const sampled = simulated.server.runtime.model.decode(answer.turn?.outputIds ?? []);
    expect(sampled).toBe(CALL);
    expect(answer.turn).toMatchObject({ finishReason: "stop", illFormed: null, refusal: null });
  });
});

describe("a client that declares no tools", () => {
  it.each([
    ["says nothing of them", {}],
    ["gives an empty list", { tools: [] }],
  ])("and %s gets an example of a call as text", async (_words, body) => {
    const session = `undeclared-${Object.keys(body).length}`;
    const answer = await chat(session, text(`For example:\n${CALL}`), body);
    expect(answer.message).toEqual({ role: "assistant", content: `For example:\n${CALL}` });
    expect(answer.finish).toBe("stop");
    expect(answer.turn).toMatchObject({ illFormed: null, constraints: null });
  });

  it("may have the model name a call's opener in prose", async () => {
    const answer = await chat("prose", text("A call begins with <tool_call> there."), {});
    expect(answer.message.content).toBe("A call begins with <tool_call> there.");
    expect(answer.turn?.illFormed).toBeNull();
  });
});

describe("a client that takes one call", () => {
  it("gets the model's own ending where there is only one", async () => {
    const answer = await chat("own-end", text(CALL), { tools: [RUN], parallel_tool_calls: false });
    expect(answer.turn).toMatchObject({ matchedStop: 151645 });
  });

  it("gets it although another follows without an end, and the engine is told", async () => {
    const held = { ...text(`${CALL}\n${CALL}`), held_after_tokens: 30 };
    const answer = await chat("held", held, { tools: [RUN], parallel_tool_calls: false });
    expect(answer.message.tool_calls).toHaveLength(1);
    await expect.poll(async () => (await fetch(`${simulated.engine.url}/sim/running`)).json()).toEqual([]);
  });

  it("gets it where the markup is spelled in other tokens than its own", async () => {
    const spelled = { text: `${CALL}\n${CALL}`, tokenisation: "plain" as const };
    const body = { tools: [RUN], parallel_tool_calls: false, logit_bias: { "151658": -100, "151657": -100 } };
    const answer = await chat("spelled", spelled, body);
    expect(answer.message.tool_calls).toHaveLength(1);
    expect(answer.turn?.illFormed).toBeNull();
  });
});
