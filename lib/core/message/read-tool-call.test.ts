import { describe, expect, it } from "vitest";
import { openaiChat } from "@/lib/wire/openai-chat";
import { openaiResponses } from "@/lib/wire/openai-responses";
import { KEEP_ALL } from "./message-reading";
import { readChatMessage } from "./read-chat-message";
import { readToolCall } from "./read-tool-call";

const NONE = { type: "function", function: { name: "now", arguments: {} }, arguments_text: "{}" };

describe("a call without arguments", () => {
  it.each([
    ["nothing", undefined],
    ["null", null],
    ["empty text", ""],
    ["white space", " \n"],
  ])("is one with none, spelled as %s", (_, given) => {
    expect(readToolCall("now", given)).toEqual(NONE);
  });

  it("is read alike from a file, from Chat Completions and from Responses", () => {
    const called = { type: "function", id: "c", function: { name: "now", arguments: "" } };
    const chat = openaiChat.parseRequest({ messages: [{ role: "assistant", tool_calls: [called] }] });
    const item = { type: "function_call", call_id: "c", name: "now", arguments: "" };
    const responses = openaiResponses.parseRequest({ input: [item] });
    const file = readChatMessage({ role: "assistant", tool_calls: [called] }, "message", KEEP_ALL);
    for (const message of [chat.messages[0], responses.messages[0], file]) {
      expect(message?.tool_calls).toEqual([{ ...NONE, id: "c" }]);
    }
  });
});
