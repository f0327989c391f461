import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/lib/core/json/json-value";
import { callOfRequest } from "@/lib/recorder/answer/call-of-request";
import { createRecorder } from "@/lib/recorder/recorder";
import { openaiResponses } from "@/lib/wire/openai-responses";
import { responsesClient, resultOf, WEATHER, WEATHER_QUESTION } from "@/test/recorder/responses-client";
import { mintCallKey } from "./edge/request-id";

const { simulated, send, turns, anchors, asked } = responsesClient();

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
    const input = [WEATHER_QUESTION, reference(reasoning.id), reference(text.id), again, resultOf(call)];
    expect((await send("by-item", { input, tools: [WEATHER] })).status).toBe(200);
    const all = [WEATHER_QUESTION, ...[reasoning, text, call].map(({ id }) => reference(id)), resultOf(call)];
    expect((await send("by-item", { input: all, tools: [WEATHER] })).status).toBe(200);
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
    const { status, body } = await send("no-item", {
      input: [WEATHER_QUESTION, { type: "item_reference", id }],
    });
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
      tools: [WEATHER],
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
    const next = { input: [resultOf(call)], tools: [WEATHER], previous_response_id: id };
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
    const body = JSON.stringify({ input: [resultOf(call)], tools: [WEATHER], previous_response_id: id });
    const response = await restarted.call(
      target,
      callOfRequest(new Request("http://localhost/", { method: "POST", body })),
    );
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
    const next = { input: [resultOf(call)], tools: [WEATHER], previous_response_id: id };
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

describe("an answer that is read by its id", () => {
  const read = async (session: string, id: string) => {
    const response = await fetch(`${simulated.server.url}/s/${session}/v1/responses/${id}`);
    return { status: response.status, body: await response.json() };
  };

  it("is the one that was given, with the sampling that was used", async () => {
    const custom = { type: "custom", name: "patch", description: "d" };
    const spawn = { type: "function", name: "spawn", parameters: { type: "object", properties: {} } };
    const tools: JsonValue = [
      WEATHER,
      custom,
      { type: "namespace", name: "agents", tools: [spawn] },
      { type: "web_search" },
    ];
    const metadata = { run: "7" };
    const asking = {
      input: [WEATHER_QUESTION],
      tools,
      instructions: "Be brief.",
      metadata,
      temperature: 0.5,
    };
    const { body } = await send("read", asking);
    const { max_output_tokens: given, ...same } = body;
    expect(given).toBeNull();
    const { top_p: _, ...rest } = same;
    expect((await read("read", body.id)).body).toMatchObject(rest);
    const next = {
      input: "And?",
      previous_response_id: body.id,
      tool_choice: { type: "function", name: WEATHER.name },
    };
    const more = (await send("read", { ...next, tools: [WEATHER], max_output_tokens: 50 })).body;
    expect((await read("read", more.id)).body).toMatchObject({
      previous_response_id: body.id,
      instructions: null,
      tool_choice: next.tool_choice,
      max_output_tokens: 50,
    });
  });

  it("is unknown elsewhere, where it was not to be kept, and where it is none", async () => {
    const kept = await asked("read-kept");
    const unkept = await asked("read-unkept", { store: false });
    for (const [session, id] of [
      ["read-other", kept.id],
      ["read-unkept", unkept.id],
      ["read-kept", kept.reasoning.id],
      ["read-kept", "resp_1"],
    ] as const) {
      const { status, body } = await read(session, id);
      expect([status, body.error.code]).toEqual([404, "response_not_found"]);
    }
  });
});

it("a conversation of the server's is refused in words", async () => {
  const { status, body } = await send("conversation", { input: "Hi", conversation: "conv_1" });
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ param: "conversation" });
  expect(body.error.message).toContain("previous_response_id");
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
