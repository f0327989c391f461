import { describe, expect, it } from "vitest";
import { parseJson } from "@/lib/core/json/parse-json";
import type { Message } from "./message";
import { sameSpelling } from "./same-spelling";

/** A call whose arguments came as text, as Chat Completions gives them. */
const spelled = (text: string): Message => ({
  role: "assistant",
  tool_calls: [
    { type: "function", function: { name: "look", arguments: parseJson(text) }, arguments_text: text },
  ],
});
/** One whose arguments came as an object, as Messages gives them. */
const given = (text: string): Message => ({
  role: "assistant",
  content: "",
  tool_calls: [{ type: "function", function: { name: "look", arguments: parseJson(text) } }],
});

describe("two messages", () => {
  it.each<[string, Message, Message, boolean]>([
    ["without and with an empty text", { role: "user" }, { role: "user", content: "" }, true],
    ["of other texts", { role: "user", content: "a" }, { role: "user", content: "a " }, false],
    ["with arguments in one text", spelled('{"at": 1.0}'), spelled('{"at": 1.0}'), true],
    ["with a number in two spellings", spelled('{"at": 1.0}'), spelled('{"at": 1}'), false],
    ["with other white space", spelled('{"at": 1}'), spelled('{"at":1}'), false],
    ["with arguments as text and as an object that prints so", spelled('{"at": 1}'), given('{"at":1}'), true],
    ["as text and as an object that prints otherwise", spelled('{"at":1}'), given('{"at":1}'), false],
    [
      "as text and as an object without the number's spelling",
      spelled('{"at": 1.0}'),
      given('{"at": 1}'),
      false,
    ],
    [
      "as text and as an object with the number's spelling",
      spelled('{"at": 1.0}'),
      given('{"at":1.0}'),
      true,
    ],
    ["with keys in another order", given('{"at": 1, "deep": 2}'), given('{"deep": 2, "at": 1}'), false],
  ])("%s: whether they are spelled alike", (_, a, b, expected) => {
    expect(sameSpelling(a, b)).toBe(expected);
    expect(sameSpelling(b, a)).toBe(expected);
  });
});
