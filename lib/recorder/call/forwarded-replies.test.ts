import { describe, expect, it, vi } from "vitest";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import { forwardingRecorder } from "@/test/recorder/forwarding-recorder";

const behind = forwardingRecorder();

const asked = { messages: [{ role: "user", content: "q" }] };

const piece = (delta: object, finish: string | null = null) => ({
  id: "x",
  choices: [{ index: 0, delta, finish_reason: finish }],
});

const whole = (message: object, finish = "stop") => ({
  json: { id: "x", object: "chat.completion", choices: [{ index: 0, message, finish_reason: finish }] },
});

const called = (id: string, name: string, given: unknown) => ({
  type: "function",
  id,
  function: { name, arguments: given },
  arguments_text: "{}",
});

async function responseOf(session: string) {
  return (await behind.turns(session))[0]?.responseMessage;
}

describe("a forwarded chat reply", () => {
  it.each([0, 1, -1, 7])(
    "is given whole and recorded whole when its only call has the index %i",
    async (index) => {
      const fn = { name: "f", arguments: "{}" };
      behind.answer({
        events: [
          piece({ role: "assistant", content: "Let me look." }),
          piece({ tool_calls: [{ index, id: "a", type: "function", function: fn }] }),
          piece({}, "tool_calls"),
        ],
      });
      const text = await behind.ask(`index${index}`, { ...asked, stream: true });
      expect(text).toMatch(/"id":"a"[\s\S]*\[DONE\]/);
      expect(await responseOf(`index${index}`)).toEqual({
        role: "assistant",
        content: "Let me look.",
        tool_calls: [called("a", "f", {})],
      });
    },
  );

  it("has as many calls as were begun, though a server numbers each of them 0", async () => {
    const begin = (id: string, name: string) =>
      piece({ tool_calls: [{ index: 0, id, type: "function", function: { name, arguments: "" } }] });
    const goOn = (text: string) => piece({ tool_calls: [{ index: 0, function: { arguments: text } }] });
    behind.answer({
      events: [begin("a", "f"), goOn("{"), goOn("}"), begin("b", "g"), goOn("{}"), piece({}, "tool_calls")],
    });
    await behind.ask("numbered-0", { ...asked, stream: true });
    expect((await responseOf("numbered-0"))?.tool_calls).toEqual([
      called("a", "f", {}),
      called("b", "g", {}),
    ]);
  });

  it("is recorded with arguments that are an object, content in parts, a refusal or a function call", async () => {
    const call = { id: "c", type: "function", function: { name: "f", arguments: { a: 1 } } };
    behind.answer(whole({ role: "assistant", content: null, tool_calls: [call] }, "tool_calls"));
    await behind.ask("object", asked);
    expect((await responseOf("object"))?.tool_calls).toEqual([
      { type: "function", id: "c", function: { name: "f", arguments: { a: 1 } } },
    ]);
    behind.answer(whole({ role: "assistant", content: [{ type: "text", text: "part" }] }));
    await behind.ask("parts", asked);
    expect((await responseOf("parts"))?.content).toBe("part");
    behind.answer(whole({ role: "assistant", content: null, refusal: "I cannot help." }));
    await behind.ask("refusal", asked);
    expect((await responseOf("refusal"))?.content).toBe("I cannot help.");
    behind.answer(whole({ role: "assistant", content: null, function_call: { name: "f", arguments: "{}" } }));
    await behind.ask("function-call", asked);
    expect((await responseOf("function-call"))?.tool_calls).toEqual([
      { type: "function", function: { name: "f", arguments: {} }, arguments_text: "{}" },
    ]);
  });

  it("keeps what no reader knows: parts count, members are told, other choices are facts", async () => {
    const message = {
      role: "assistant",
      content: "Hi",
      mood: "calm",
      audio: null,
      tool_calls: [{ id: "c", type: "telepathy", thought: "x" }],
    };
    const choices = [
      { index: 0, message, finish_reason: "stop" },
      { index: 1, message: { role: "assistant", content: "Ho" }, finish_reason: "stop" },
    ];
    behind.answer({ json: { choices } });
    await behind.ask("unknown", asked);
    expect(await responseOf("unknown")).toEqual({
      role: "assistant",
      content: "Hi",
      opaque: [{ id: "c", type: "telepathy", thought: "x" }],
      unread: { mood: "calm" },
    });
    const [turn] = await behind.turns("unknown");
    expect(turn && turnFactsJson(turn).engine).toMatchObject({
      other_choices: [{ role: "assistant", content: "Ho" }],
    });
  });
});

describe("a forwarded Responses reply", () => {
  const reasoning = (text: string) => ({
    type: "reasoning",
    id: `rs_${text}`,
    summary: [{ type: "summary_text", text }],
  });
  const call = (id: string) => ({
    type: "function_call",
    id: `fc_${id}`,
    call_id: id,
    name: "f",
    arguments: "{}",
  });
  const message = (text: string) => ({
    type: "message",
    role: "assistant",
    content: [{ type: "output_text", text, annotations: [] }],
  });
  const response = (output: readonly object[]) => ({
    json: { id: "r", object: "response", status: "completed", output },
  });

  it("is recorded with all its items, and its echo is no fork", async () => {
    const output = [reasoning("one"), call("c1"), reasoning("two"), call("c2")];
    behind.answer(response(output));
    const path = "/v1/responses";
    await behind.ask("items", { input: "q" }, path);
    expect(await responseOf("items")).toMatchObject({
      reasoning_content: "one\ntwo",
      tool_calls: [{ id: "c1" }, { id: "c2" }],
    });
    const results = ["c1", "c2"].map((id) => ({ type: "function_call_output", call_id: id, output: "ok" }));
    behind.answer(response([message("Working on it."), message("Done.")]));
    const asked = [{ type: "message", role: "user", content: "q" }, ...output, ...results];
    await behind.ask("items", { input: asked }, path);
    const [, second] = await behind.turns("items");
    expect(second?.promptMessages.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "tool"]);
    expect(second?.responseMessage?.content).toBe("Working on it.\nDone.");
    await expect
      .poll(async () => (await behind.server.runtime.store.findSession("items"))?.counters)
      .toMatchObject({ turns: 2, forks: 0 });
  });

  it("that was cut in the middle of an item is recorded as far as it came", async () => {
    behind.answer({
      events: [
        { type: "response.created", response: { object: "response", status: "in_progress", output: [] } },
        {
          type: "response.output_item.added",
          output_index: 0,
          item: { type: "message", role: "assistant", content: [] },
        },
        { type: "response.output_text.delta", output_index: 0, delta: "Hel" },
        { type: "response.output_text.delta", output_index: 0, delta: "lo" },
      ],
      isCut: true,
    });
    await behind.ask("cut", { input: "q", stream: true }, "/v1/responses");
    expect(await behind.turns("cut")).toMatchObject([
      { responseMessage: { content: "Hello" }, finishReason: "abort" },
    ]);
  });
});

describe("a forwarded Messages reply", () => {
  it("keeps the blocks of a server's own tools as parts, and its echo is no fork", async () => {
    const use = { type: "server_tool_use", id: "s1", name: "web_search", input: { query: "x" } };
    const found = { type: "web_search_tool_result", tool_use_id: "s1", content: [] };
    const content = [{ type: "text", text: "Looking. " }, use, found, { type: "text", text: "Found." }];
    behind.answer({ json: { type: "message", role: "assistant", content, stop_reason: "end_turn" } });
    const first = { role: "user", content: "q" };
    await behind.ask("searched", { messages: [first] }, "/v1/messages");
    expect(await responseOf("searched")).toMatchObject({ content: "Looking. Found.", opaque: [use, found] });
    const messages = [first, { role: "assistant", content }, { role: "user", content: "and?" }];
    await behind.ask("searched", { messages }, "/v1/messages");
    await expect
      .poll(async () => (await behind.server.runtime.store.findSession("searched"))?.counters)
      .toMatchObject({ turns: 2, forks: 0 });
  });
});

describe("a reply that cannot be read", () => {
  it("is given as it came and recorded with its bytes, without its keys", async () => {
    const page = "<html>maintenance, api key sk-abcdefghijklmnop1234567890</html>";
    behind.answer({ json: page });
    expect(await behind.ask("page", asked)).toBe(page);
    const [turn] = await behind.turns("page");
    expect(turn).toMatchObject({
      responseMessage: null,
      refusal: "unreadable_reply",
      illFormed: "the reply holds no JSON object that is a chat completion with choices",
      unreadReply: {
        contentType: "application/json",
        length: page.length,
        beginning: "<html>maintenance, api key [secret]</html>",
        encoding: "utf-8",
      },
    });
    expect(await behind.trained("page")).toBe(0);
    const file = await fetch(`${behind.server.url}/api/sessions/page/turns.jsonl`);
    expect(await file.text()).toContain('"unread_reply":{"content_type":"application/json"');
  });

  it("is none when the server says that it failed", async () => {
    behind.answer({ json: { error: { message: "overloaded" } } });
    expect(await behind.ask("overloaded", asked)).toContain("overloaded");
    expect(await behind.server.runtime.store.findSession("overloaded")).toBeNull();
  });
});

describe("what fails while a call is recorded", () => {
  const reply = whole({ role: "assistant", content: "Hello" });

  it("never alters the reply: a store that cannot write is told in the log, the metrics and the session", async () => {
    const { store, recorder } = behind.server.runtime;
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const write = vi.spyOn(store, "appendTurn").mockRejectedValue(new Error("disk full"));
    const before = recorder.unrecordedCalls();
    behind.answer(reply);
    expect(JSON.parse(await behind.ask("full", asked))).toEqual(reply.json);
    const events = [piece({ role: "assistant", content: "Hello" }), piece({}, "stop")];
    behind.answer({ events });
    const text = await behind.ask("full", { ...asked, stream: true });
    expect(text).toBe(
      `${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("")}data: [DONE]\n\n`,
    );
    write.mockRestore();
    expect(recorder.unrecordedCalls()).toBe(before + 2);
    expect(logged.mock.calls.flat().join("\n")).toContain(
      "A call of session full could not be recorded: disk full",
    );
    logged.mockRestore();
    const facts = await fetch(`${behind.server.url}/api/sessions/full`);
    expect(await facts.json()).toMatchObject({ unrecorded: { calls: 2, reason: "disk full" } });
  });

  it("never alters the reply: neither does a store that cannot read, nor a request that cannot be read", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { store, recorder } = behind.server.runtime;
    const read = vi.spyOn(store, "sessionHead").mockRejectedValue(new Error("locked"));
    const before = recorder.unrecordedCalls();
    behind.answer(reply);
    expect(JSON.parse(await behind.ask("locked", asked))).toEqual(reply.json);
    read.mockRestore();
    expect(JSON.parse(await behind.ask("odd", { messages: "none" }))).toEqual(reply.json);
    expect(recorder.unrecordedCalls()).toBe(before + 2);
    logged.mockRestore();
    expect((await store.findSession("odd"))?.unrecorded).toMatchObject({ calls: 1 });
  });

  it("keeps no client waiting for ever: the session can be finished", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    behind.answer(reply);
    await behind.ask("finished", { messages: [{ role: 7 }] });
    const finish = await fetch(`${behind.server.url}/api/sessions/finished/finish`, {
      method: "POST",
      body: "{}",
    });
    expect(finish.status).toBe(200);
    logged.mockRestore();
  });
});
