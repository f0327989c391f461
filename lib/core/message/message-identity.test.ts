import { describe, expect, it } from "vitest";
import type { Message } from "./message";
import { messageIdentity } from "./message-identity";

const call = (
  args: NonNullable<Message["tool_calls"]>[number]["function"]["arguments"],
  id?: string,
): Message => ({
  role: "assistant",
  tool_calls: [
    { type: "function", ...(id === undefined ? {} : { id }), function: { name: "bash", arguments: args } },
  ],
});

describe("messageIdentity", () => {
  it.each<[string, Message, Message]>([
    ["missing and null content", { role: "assistant" }, { role: "assistant", content: null }],
    ["null and empty content", { role: "assistant", content: null }, { role: "assistant", content: "" }],
    ["no tool calls and an empty list", { role: "assistant" }, { role: "assistant", tool_calls: [] }],
    [
      "keys of arguments in another order",
      call({ a: 1, b: { c: 2, d: 3 } }),
      call({ b: { d: 3, c: 2 }, a: 1 }),
    ],
    ["numbers of one value", call({ n: 2 ** 60 }), call({ n: 1152921504606846976n })],
    ["minus zero and zero", call({ n: -0 }), call({ n: 0 })],
    ["other ids", call({}, "call_1"), call({}, "call_2")],
    [
      "other tool_call_id and name",
      { role: "tool", content: "4", tool_call_id: "x", name: "bash" },
      { role: "tool", content: "4" },
    ],
  ])("is one for %s", (_, left, right) => {
    expect(messageIdentity(left)).toBe(messageIdentity(right));
  });

  it.each<[string, Message, Message]>([
    ["roles", { role: "user", content: "a" }, { role: "system", content: "a" }],
    ["white space", { role: "user", content: "a" }, { role: "user", content: "a " }],
    [
      "reasoning",
      { role: "assistant", content: "a", reasoning_content: "r" },
      { role: "assistant", content: "a" },
    ],
    ["the order of an array", call([1, 2]), call([2, 1])],
    ["a number and its text", call({ n: 1 }), call({ n: "1" })],
    ["null and a missing key", call({ n: null }), call({})],
    ["true and one", call({ n: true }), call({ n: 1 })],
  ])("differs in %s", (_, left, right) => {
    expect(messageIdentity(left)).not.toBe(messageIdentity(right));
  });
});
