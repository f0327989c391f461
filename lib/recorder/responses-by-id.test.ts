import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { Turn } from "@/lib/core/recording/turn";
import { createRecorder } from "@/lib/recorder/recorder";
import { openaiResponses } from "@/lib/wire/openai-responses";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";
import { mintCallKey } from "./edge/request-id";

const simulated = simulatedRecorder();

const TOOL = {
  type: "function",
  name: "get_weather",
  parameters: { type: "object", properties: { city: { type: "string" } } },
};
const ANSWER =
  '<think>\nhm\n</think>\n\nI look.\n<tool_call>\n{"name": "get_weather", "arguments": {"city": "Oslo"}}\n</tool_call>';
const QUESTION = { role: "user", content: simLine({ text: ANSWER }, "What is the weather?") };

async function send(session: string, body: JsonObject, path = "/v1/responses") {
  const response = await fetch(`${simulated.server.url}/s/${session}${path}`, {
    method: "POST",
    body: JSON.stringify({ model: "m", ...body }),
  });
  return { status: response.status, body: await response.json() };
}

async function turns(session: string): Promise<readonly Turn[]> {
  return (await simulated.server.runtime.store.readRecording(session)).turns;
}

async function anchors(session: string) {
  return (await turns(session)).map(({ promptBuild, graft }) => [promptBuild, graft?.anchor ?? null]);
}

/** A first answer with reasoning, text and a call, as items. */
async function asked(session: string, more: JsonObject = {}) {
  const { body } = await send(session, { input: [QUESTION], tools: [TOOL], ...more });
  const [reasoning, text, call] = body.output;
  return { id: body.id, store: body.store, reasoning, text, call };
}

function resultOf(call: { readonly call_id: string }): JsonObject {
  return { type: "function_call_output", call_id: call.call_id, output: "It is sunny in Oslo" };
}

describe("items that a client refers to by id", () => {
  it("are those of the session's own answers, and the next prompt is grafted", async () => {
    const { reasoning, text, call } = await asked("by-item");
    const reference = (id: string) => ({ type: "item_reference", id });
    const again = {
      type: "function_call",
      call_id: call.call_id,
      name: call.name,
      arguments: call.arguments,
    };
    const input = [QUESTION, reference(reasoning.id), reference(text.id), again, resultOf(call)];
    expect((await send("by-item", { input, tools: [TOOL] })).status).toBe(200);
    const all = [QUESTION, ...[reasoning, text, call].map(({ id }) => reference(id)), resultOf(call)];
    expect((await send("by-item", { input: all, tools: [TOOL] })).status).toBe(200);
    expect(await anchors("by-item")).toEqual([
      ["render", null],
      ["graft", 1],
      ["graft", 1],
    ]);
  });

  it.each([
    ["of another server", "rs_68af3c"],
    ["of nothing that was answered here", `msg_resp_${"a".repeat(32)}`],
  ])("are refused, with what to send, where they are %s", async (_, id) => {
    const { status, body } = await send("no-item", { input: [QUESTION, { type: "item_reference", id }] });
    expect(status).toBe(404);
    expect(body.error).toMatchObject({ param: "input[1]", code: "item_not_found" });
    expect(body.error.message).toContain("store: false");
    expect(await simulated.server.runtime.store.findSession("no-item")).toBeNull();
  });
});

describe("an answer that a client goes on from by its id", () => {
  it("brings its whole conversation, and the next prompt is grafted", async () => {
    const { id, store, call } = await asked("by-id", { instructions: "Be brief." });
    expect(store).toBe(true);
    const next = {
      input: [resultOf(call)],
      tools: [TOOL],
      instructions: "Be brief.",
      previous_response_id: id,
    };
    const { status, body } = await send("by-id", next);
    expect([status, body.previous_response_id]).toEqual([200, id]);
    const more = { ...next, input: "And tomorrow?", previous_response_id: body.id };
    expect((await send("by-id", more)).status).toBe(200);
    expect(await anchors("by-id")).toEqual([
      ["render", null],
      ["graft", 1],
      ["graft", 2],
    ]);
  });

  it("hands on no instructions", async () => {
    const { id, call } = await asked("instructions", { instructions: "Be brief." });
    const next = { input: [resultOf(call)], tools: [TOOL], previous_response_id: id };
    await send("instructions", next);
    await send("instructions", { ...next, instructions: "Be long." });
    const systems = (await turns("instructions")).map(({ promptMessages }) =>
      promptMessages.flatMap(({ role, content }) => (role === "system" ? [content] : [])),
    );
    expect(systems).toEqual([["Be brief."], [], ["Be long."]]);
  });

  it("is found after a restart, from the database alone", async () => {
    const { id, call } = await asked("restarted");
    const restarted = createRecorder(simulated.server.runtime);
    const target = { protocol: openaiResponses, session: "restarted", key: mintCallKey() };
    const body = JSON.stringify({ input: [resultOf(call)], tools: [TOOL], previous_response_id: id });
    const response = await restarted.call(target, new Request("http://localhost/", { method: "POST", body }));
    expect(response.status).toBe(200);
    await response.text();
    await restarted.close();
    expect(await anchors("restarted")).toEqual([
      ["render", null],
      ["graft", 1],
    ]);
  });

  it("is counted with its conversation", async () => {
    const { id, call } = await asked("counted");
    const next = { input: [resultOf(call)], tools: [TOOL], previous_response_id: id };
    const counted = await send("counted", next, "/v1/responses/input_tokens");
    expect(counted.body.object).toBe("response.input_tokens");
    const { body } = await send("counted", next);
    expect(counted.body.input_tokens).toBe(body.usage.input_tokens);
  });

  it.each([
    ["of another session", "elsewhere", {}],
    ["that was not to be kept", "unkept", { store: false }],
  ])("is unknown where it is one %s", async (_, session, more) => {
    const { id, store } = await asked(session, more);
    expect(store).toBe(!("store" in more));
    const other = session === "unkept" ? session : "other-session";
    const { status, body } = await send(other, { input: "And?", previous_response_id: id });
    expect(status).toBe(404);
    expect(body.error).toMatchObject({ param: "previous_response_id", code: "previous_response_not_found" });
    expect(body.error.message).toContain("store: false");
  });
});

it("a conversation of the server's is refused in words", async () => {
  const { status, body } = await send("conversation", { input: "Hi", conversation: "conv_1" });
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ param: "conversation" });
  expect(body.error.message).toContain("previous_response_id");
});

describe("a summary that takes the place of the conversation", () => {
  const SUMMARY = "The user asked for the weather in Oslo; it is sunny.";
  const order: JsonValue = { type: "compaction_trigger" };

  /** A conversation of one answer, and the items that Codex would send next. */
  async function begun(session: string) {
    const { reasoning, text, call } = await asked(session);
    await fetch(`${simulated.engine.url}/sim/answers`, {
      method: "POST",
      body: JSON.stringify([{ text: `<think>\nShort.\n</think>\n\n${SUMMARY}` }]),
    });
    return [QUESTION, reasoning, text, call, resultOf(call)];
  }

  async function lastPrompt(session: string) {
    return (await turns(session)).at(-1)?.promptMessages.map(({ role, content }) => [role, content]) ?? [];
  }

  it("is a side call, answered as one item that stands for it in the next prompt", async () => {
    const input = await begun("trigger");
    const { body } = await send("trigger", { input: [...input, order], tools: [TOOL], store: false });
    expect(body.status).toBe("completed");
    expect(body.output).toEqual([
      { id: `cmp_${body.id}`, type: "compaction", encrypted_content: expect.stringMatching(/^turntree-/) },
    ]);
    const [, side] = await turns("trigger");
    expect(side).toMatchObject({ auxiliary: "compaction_summary", promptBuild: "graft" });
    expect(side?.responseMessage?.content).toBe(SUMMARY);
    await send("trigger", { input: [...body.output, { role: "user", content: "Go on." }], tools: [TOOL] });
    expect(await lastPrompt("trigger")).toEqual([
      ["user", expect.stringContaining(SUMMARY)],
      ["user", "Go on."],
    ]);
  });

  it("is referred to by id like any other item, and nothing else of its answer is", async () => {
    const input = await begun("by-reference");
    const { body } = await send("by-reference", { input: [...input, order], tools: [TOOL] });
    const [{ id }] = body.output;
    const said = { role: "user", content: "Go on." };
    await send("by-reference", { input: [{ type: "item_reference", id }, said], tools: [TOOL] });
    expect(await lastPrompt("by-reference")).toEqual([
      ["user", expect.stringContaining(SUMMARY)],
      ["user", "Go on."],
    ]);
    for (const unknown of [id.replace("cmp_", "msg_"), id.replace("cmp_", "rs_")]) {
      const reference = { type: "item_reference", id: unknown };
      expect((await send("by-reference", { input: [reference, said] })).status).toBe(404);
    }
  });

  it("streams as that one item, whole", async () => {
    const input = await begun("trigger-stream");
    const response = await fetch(`${simulated.server.url}/s/trigger-stream/v1/responses`, {
      method: "POST",
      body: JSON.stringify({ model: "m", input: [...input, order], tools: [TOOL], stream: true }),
    });
    const events = [...(await response.text()).matchAll(/^data: (.*)$/gm)].map(([, data = ""]) =>
      JSON.parse(data),
    );
    expect(events.map(({ type }) => type)).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.output_item.done",
      "response.completed",
    ]);
    expect(events[3].item.type).toBe("compaction");
  });

  it("is asked for at an address of its own as well, which keeps what users said", async () => {
    const input = await begun("compact");
    const { body } = await send("compact", { input, tools: [TOOL] }, "/v1/responses/compact");
    expect(body.object).toBe("response.compaction");
    expect(body.output.map(({ type, role }: JsonObject) => role ?? type)).toEqual(["user", "compaction"]);
    expect(body.usage.output_tokens).toBeGreaterThan(0);
    await send("compact", { input: [...body.output, { role: "user", content: "Go on." }] });
    expect(await lastPrompt("compact")).toEqual([
      ["user", QUESTION.content],
      ["user", expect.stringContaining(SUMMARY)],
      ["user", "Go on."],
    ]);
    await send("compact", { input: "Go on.", previous_response_id: body.id });
    expect((await turns("compact")).at(-1)?.promptMessages).toEqual(
      (await turns("compact")).at(-2)?.promptMessages,
    );
  });

  it("does not train, and what follows it does", async () => {
    const input = await begun("untrained");
    const { body } = await send("untrained", { input: [...input, order], tools: [TOOL] });
    await send("untrained", { input: [...body.output, { role: "user", content: "Go on." }], tools: [TOOL] });
    const samples = await fetch(`${simulated.server.url}/api/sessions/untrained/samples.jsonl`);
    const trained = (await samples.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).metadata.turntree.turns);
    expect(trained.flat().sort()).toEqual([1, 3]);
  });

  it("of another server, and an order that is not the last item, are refused in words", async () => {
    const foreign = { type: "compaction", encrypted_content: "gAAAAA" };
    const { status, body } = await send("foreign", { input: [foreign, QUESTION] });
    expect([status, body.error.param]).toEqual([400, "input[0].encrypted_content"]);
    const early = await send("foreign", { input: [order, QUESTION] });
    expect([early.status, early.body.error.param]).toEqual([400, "input[0]"]);
  });
});

it("an upgrade to a websocket is refused, so that Codex calls over HTTP", async () => {
  const url = new URL(`${simulated.server.url}/s/websocket/v1/responses`);
  const { request } = await import("node:http");
  const status = await new Promise((resolve, reject) => {
    const asking = request(url, { headers: { connection: "Upgrade", upgrade: "websocket" } });
    asking
      .on("response", (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });
  expect(status).toBe(426);
});
