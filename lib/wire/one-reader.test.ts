import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { KEEP_ALL } from "@/lib/core/message/message-reading";
import { readChatMessage } from "@/lib/core/message/read-chat-message";
import { anthropicMessages } from "./anthropic-messages";
import { openaiChat } from "./openai-chat";

const FORWARDED = { media: "placeholder", forwarded: true } as const;
const user = { role: "user", content: "q" };

const call = (fields: JsonObject): JsonObject => ({ id: "c", type: "function", ...fields });

describe("a message of Chat Completions", () => {
  it.each<[string, JsonObject]>([
    ["text", { content: "Hi" }],
    ["text in parts", { content: [{ type: "text", text: "a" }] }],
    ["a refusal", { content: null, refusal: "I cannot." }],
    ["reasoning of either name", { content: "Hi", reasoning: "hm" }],
    [
      "a call whose arguments are text",
      { tool_calls: [call({ function: { name: "f", arguments: '{"a": 1.0}' } })] },
    ],
    [
      "a call whose arguments are a value",
      { tool_calls: [call({ function: { name: "f", arguments: { a: 1 } } })] },
    ],
    ["a call without arguments", { tool_calls: [call({ function: { name: "f" } })] }],
    ["a function call", { content: null, function_call: { name: "f", arguments: "{}" } }],
    [
      "a call of a custom tool",
      { tool_calls: [call({ type: "custom", custom: { name: "p", input: "x" } })] },
    ],
    ["a part that nobody knows", { content: [{ type: "hologram", data: 1 }] }],
    ["a call that nobody knows", { content: "a", tool_calls: [call({ type: "telepathy" })] }],
    ["a member that nobody knows", { content: "a", mood: "calm" }],
  ])("with %s is read alike from a call, from a reply and from a file", (_, fields) => {
    const message = { role: "assistant", ...fields };
    const fromFile = readChatMessage(message, "message", KEEP_ALL);
    const { messages } = openaiChat.parseRequest({ messages: [user, message] }, FORWARDED);
    const body = stringifyJson({ choices: [{ index: 0, message, finish_reason: "stop" }] });
    const reading = openaiChat.readReply(new TextEncoder().encode(body), "application/json");
    expect(messages[1]).toEqual(fromFile);
    expect(reading.type === "reply" && reading.reply.message).toEqual(fromFile);
    // Nothing of it is gone.
    for (const word of ["Hi", "I cannot.", "hm", "hologram", "telepathy", "calm"]) {
      if (stringifyJson(message).includes(word)) expect(stringifyJson(fromFile)).toContain(word);
    }
  });
});

describe("a part that no reader knows", () => {
  it("is refused where a model would be shown it", () => {
    const odd = { role: "user", content: [{ type: "hologram" }] };
    expect(() => openaiChat.parseRequest({ messages: [odd] })).toThrow(
      /type is "hologram"; accepted are text/,
    );
    expect(() => anthropicMessages.parseRequest({ messages: [odd] })).toThrow(/type is "hologram"/);
  });
});

describe("what Anthropic's blocks say", () => {
  const read = (messages: readonly JsonValue[], more: JsonObject = {}) =>
    anthropicMessages.parseRequest({ messages: [...messages], ...more });
  const said = (...content: readonly JsonObject[]) =>
    read([{ role: "user", content: [...content] }]).messages;

  it("is text where a search result, or a document of plain text, stands", () => {
    const result = {
      type: "search_result",
      title: "T",
      source: "https://x",
      content: [{ type: "text", text: "found" }],
    };
    const letter = {
      type: "document",
      title: "Letter",
      source: { type: "text", media_type: "text/plain", data: "Dear all" },
    };
    const inner = {
      type: "document",
      source: { type: "content", content: [{ type: "text", text: "inside" }] },
    };
    expect(said(result, letter, inner)[0]?.content).toBe("T\nhttps://x\nfound\nLetter\nDear all\ninside");
    const scan = { type: "document", source: { type: "base64", data: "AAAA" } };
    expect(() => said(scan)).toThrow(/media is not recorded/);
  });

  it("is a call and its result where a provider's own server searched", () => {
    const use = { type: "server_tool_use", id: "s1", name: "web_search", input: { query: "x" } };
    const found = {
      type: "web_search_tool_result",
      tool_use_id: "s1",
      content: [{ type: "web_search_result", title: "X", url: "https://x", encrypted_content: "…" }],
    };
    const content = [{ type: "text", text: "Looking." }, use, found, { type: "text", text: "Found." }];
    expect(read([user, { role: "assistant", content }]).messages.slice(1)).toMatchObject([
      { role: "assistant", content: "Looking.", tool_calls: [{ function: { name: "web_search" } }] },
      { role: "tool", content: "X\nhttps://x", tool_call_id: "s1" },
      { role: "assistant", content: "Found." },
    ]);
  });

  it("is somebody else's where the role of its message cannot say it", () => {
    const result = { type: "tool_result", tool_use_id: "t1", content: "LOST?" };
    const messages = read([
      user,
      { role: "assistant", content: [result, { type: "text", text: "b" }] },
    ]).messages;
    expect(messages.slice(1)).toMatchObject([
      { role: "tool", content: "LOST?" },
      { role: "assistant", content: "b" },
    ]);
    const use = { type: "tool_use", id: "t1", name: "run", input: {} };
    const thought = { type: "thinking", thinking: "hm", signature: "s" };
    expect(said({ type: "text", text: "a" }, thought, use)).toMatchObject([
      { role: "user", content: "a" },
      { role: "assistant", reasoning_content: "hm", tool_calls: [{ function: { name: "run" } }] },
    ]);
  });

  it("tells a failed tool from one that gave the same words", () => {
    const result = (failed: boolean) =>
      said({ type: "tool_result", tool_use_id: "t1", content: "42", is_error: failed })[0];
    expect(result(true)).toMatchObject({ content: "42", opaque: [{ is_error: true }] });
    expect(result(false)).not.toHaveProperty("opaque");
  });

  it("adds and removes tools in the middle of a conversation", () => {
    const tool = (name: string) => ({ name, input_schema: { type: "object", properties: {} } });
    const change = (type: string, given: JsonObject) => ({
      role: "system",
      content: [{ type, tool: given }],
    });
    const defined = change("tool_addition", { type: "tool_definition", definition: tool("other") });
    const removed = change("tool_removal", { type: "tool_reference", name: "first" });
    const named = (messages: readonly JsonValue[]) =>
      JSON.parse(stringifyJson(read(messages, { tools: [tool("first")] }).tools)).map(
        (one: { function: { name: string } }) => one.function.name,
      );
    expect(named([user, defined, user])).toEqual(["first", "other"]);
    expect(named([user, defined, removed, user])).toEqual(["other"]);
    const back = change("tool_addition", { type: "tool_reference", name: "first" });
    expect(named([user, removed, back, user])).toEqual(["first"]);
    expect(read([user, defined, user]).messages[1]).toEqual({ role: "system", content: "Tool added: other" });
  });
});
