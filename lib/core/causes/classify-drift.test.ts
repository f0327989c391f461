import { describe, expect, it } from "vitest";
import { canonicalEmbeddedJson } from "@/lib/core/json/canonical-embedded-json";
import { assistant, bashCall } from "@/test/recording/messages";
import { classifyDrift, classifyMessageChange, type DivergentRuns } from "./classify-drift";

const same: DivergentRuns = {
  heldText: "",
  foundText: "",
  heldMessage: null,
  foundMessage: null,
  inHeader: false,
  afterTruncation: false,
};

/** A call of bash whose arguments were written so. */
const respelled = (text: string) =>
  bashCall("ls").tool_calls?.map((call) => ({ ...call, arguments_text: text }));

describe("classifyDrift", () => {
  it.each<[string, Partial<DivergentRuns>, string]>([
    ["the same bytes from other ids", { heldText: "Hello there", foundText: "Hello there" }, "retokenised"],
    ["a line feed that the template adds", { heldText: "Done.", foundText: "Done.\n" }, "white space"],
    [
      "a Qwen3 call whose arguments the template prints with spaces",
      {
        heldText: '<tool_call>\n{"name":"bash","arguments":{"command":"ls"}}\n</tool_call>',
        foundText: '<tool_call>\n{"name": "bash", "arguments": {"command": "ls"}}\n</tool_call>',
      },
      "tool call re-serialised",
    ],
    [
      "a call whose number was written 1.0e4",
      { heldText: '{"n": 1.0e4, "b": "\\u0041"}', foundText: '{"b": "A", "n": 10000}' },
      "tool call re-serialised",
    ],
    [
      "reasoning that Qwen3's template leaves out before a new question",
      { heldText: "<think>\nLet me see.\n</think>\n\nFour.", foundText: "Four." },
      "reasoning stripped",
    ],
    [
      "reasoning left out before a call that the client spelled anew",
      {
        heldText: '<think>\nList it.\n</think>\n\n{"command": "ls"}',
        foundText: '{"command":"ls"}',
        heldMessage: assistant("", { tool_calls: respelled('{"command": "ls"}') }),
        foundMessage: assistant("", { tool_calls: respelled('{"command":"ls"}') }),
      },
      "reasoning stripped",
    ],
    [
      "reasoning that opened before the run",
      { heldText: "Let me see.\n</think>\n\nFour.", foundText: "\n\n</think>\n\nFour." },
      "reasoning stripped",
    ],
    [
      "a closer after an answer that was cut",
      { heldText: "", foundText: "<|im_end|>", afterTruncation: true },
      "truncated anchor",
    ],
    ["another tool list", { heldText: "# Tools", foundText: "You", inHeader: true }, "header changed"],
    [
      "an answer given back as parts, whose line break got lost between them",
      {
        heldText: "One.\nTwo.",
        foundText: "One.Two.",
        heldMessage: assistant("One.\nTwo."),
        foundMessage: assistant("One.Two.", { content_parts: 2 }),
      },
      "content parts",
    ],
    ["other words", { heldText: "Yes.", foundText: "No." }, "rewritten"],
  ])("names %s", (_, facts, cause) => {
    expect(classifyDrift({ ...same, ...facts })).toBe(cause);
  });

  it("believes the messages before the look of the text", () => {
    const heldMessage = assistant("Four.", { reasoning_content: "2 + 2" });
    const facts = { ...same, heldText: "(2 + 2) Four.", foundText: "Four.", heldMessage };
    expect(classifyDrift({ ...facts, foundMessage: assistant("Four.") })).toBe("reasoning stripped");
  });
});

describe("classifyMessageChange", () => {
  it.each([
    ["nothing", assistant("a"), { role: "assistant", content: "a" } as const, null],
    ["calls left out", assistant("On it.", bashCall("ls")), assistant("On it."), "tool calls dropped"],
    [
      "a guard that changes a command",
      assistant("", bashCall("rm -rf /")),
      assistant("", bashCall("ls")),
      "rewritten",
    ],
    ["trimmed text", assistant(" a\n"), assistant("a"), "white space"],
    [
      "parts that became one text",
      { role: "user", content: "a\nb", content_parts: 2 } as const,
      { role: "user", content: "a b" } as const,
      "content parts",
    ],
    [
      "trimmed reasoning",
      assistant("a", { reasoning_content: "r\n" }),
      assistant("a", { reasoning_content: "r" }),
      "white space",
    ],
    ["reasoning left out", assistant("a", { reasoning_content: "r" }), assistant("a"), "reasoning stripped"],
    ["other text", assistant("a"), assistant("b"), "rewritten"],
  ])("names %s", (_, held, found, cause) => {
    expect(classifyMessageChange(held, found)).toBe(cause);
  });

  it("names arguments spelled in another way", () => {
    const call = (text: string) =>
      assistant("", {
        tool_calls: [
          { type: "function", function: { name: "f", arguments: { n: 1 } }, arguments_text: text },
        ],
      });
    expect(classifyMessageChange(call('{"n":1}'), call('{"n": 1.0}'))).toBe("tool call re-serialised");
  });
});

describe("canonicalEmbeddedJson", () => {
  it("leaves alone what is not JSON", () => {
    expect(canonicalEmbeddedJson('if (a) { b } {"c": "}"} {"open": 1')).toBe(
      'if (a) { b } {"c":"}"} {"open": 1',
    );
  });
});

describe("an answer that repeats itself until it is cut", () => {
  // Taking from each brace or tag a look to the end, a text like these would take minutes.
  it.each([
    ["braces that are not closed", "{".repeat(200_000), "rewritten"],
    ["objects in objects", `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`, "rewritten"],
    ["tags that are not closed", "<think>".repeat(100_000), "reasoning stripped"],
  ] as const)("is classified like any other: %s", (_, text, cause) => {
    expect(classifyDrift({ ...same, heldText: text, foundText: `${text} x` })).toBe(cause);
  });
});
