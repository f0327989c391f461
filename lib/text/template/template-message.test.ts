import { describe, expect, it } from "vitest";
import { parseJson } from "@/lib/core/json/parse-json";
import { respellCallIds } from "./respell-call-ids";
import { settleMessageStarts } from "./settle-message-starts";
import { decodeText } from "./template-codes";
import { templateObjectFromText } from "./template-object-from-text";
import { templateValue } from "./template-value";

/** A value as a template's `tojson` would print it. */
function printed(value: unknown): string {
  return decodeText(JSON.stringify(value)).text;
}

describe("values for a template", () => {
  it.each([
    [1e-7, "1e-07"],
    [0.0001, "0.0001"],
    [1e21, "1e+21"],
    [-0, "0"],
    [9007199254740993n, "9007199254740993"],
    [2.5, "2.5"],
  ])("print %s as Python does", (value, spelling) => {
    expect(printed(templateValue({ value }, null))).toBe(`{"value":${spelling}}`);
  });

  it.each([
    ['{"minimum": 0.0, "of": [1, 1.0, 1E3]}', '{"minimum":0.0,"of":[1,1.0,1000.0]}'],
    ['{"b": -0.0, "10": -0, "2": 100e-2}', '{"b":-0.0,"10":0,"2":1.0}'],
    ['{"a": 1e16, "b": 9007199254740993.0}', '{"a":1e+16,"b":9007199254740992.0}'],
  ])("of %s have its floats, and its keys in their order", (text, spelling) => {
    expect(printed(templateValue(parseJson(text), null))).toBe(spelling);
  });

  it("keep names of special tokens as data, in text and in keys", () => {
    const value = templateValue({ "<|end|>": ["<|end|>"] }, /<\|end\|>/gu);
    expect(JSON.stringify(value)).not.toContain("<|end|>");
    expect(printed(value)).toBe('{"<|end|>":["<|end|>"]}');
  });
});

describe("arguments read from their text", () => {
  it("keep the spelling of numbers and the order of keys", () => {
    const text = '{"b":1.0,"2":1E5,"1":{"0":-0},"c":"1.0 \\" 2.0","d":[true,null,7]}';
    expect(printed(templateObjectFromText(text, null))).toBe(text);
  });

  it("are null when they are not an object", () => {
    for (const text of ["[1]", "1", "{", "", '"a"']) expect(templateObjectFromText(text, null)).toBeNull();
  });
});

describe("where messages start", () => {
  it("is their mark, and 0 for a system prompt", () => {
    expect(settleMessageStarts(Int32Array.of(12, 12, 30), true, 40)).toEqual(Int32Array.of(0, 12, 30));
  });

  it("is the next one's start for a message printed outside the loop", () => {
    expect(settleMessageStarts(Int32Array.of(-1, -1, 30), true, 40)).toEqual(Int32Array.of(0, 30, 30));
  });

  it("is unknown without marks, or with marks out of order", () => {
    expect(settleMessageStarts(Int32Array.of(-1, -1), true, 40)).toHaveLength(0);
    expect(settleMessageStarts(Int32Array.of(30, 12), false, 40)).toHaveLength(0);
  });
});

it("ids of calls go back into the model's spelling, in calls and in their results", () => {
  const call = (id: string) => ({ type: "function", id, function: { name: "look", arguments: {} } }) as const;
  const messages = respellCallIds(
    [
      { role: "assistant", tool_calls: [call("x"), call("y")] },
      { role: "tool", tool_call_id: "y", content: "seen" },
      { role: "tool", tool_call_id: "of another", content: "seen" },
    ],
    (name, position) => `functions.${name}:${position}`,
  );
  expect(messages[0]?.tool_calls?.map(({ id }) => id)).toEqual(["functions.look:0", "functions.look:1"]);
  expect(messages.map(({ tool_call_id }) => tool_call_id)).toEqual([
    undefined,
    "functions.look:1",
    "of another",
  ]);
});
