import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { at } from "@/lib/core/base/at";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { expectSameInPieces, pieceSizes, textOf } from "@/test/text/expect-same-in-pieces";

let model: LanguageModel;
let end: number;
beforeAll(async () => {
  model = await loadLanguageModel("qwen3");
  end = at(model.stopTokenIds, 0);
});

function read(text: string) {
  return model.parse(Int32Array.of(...model.encode(text), end));
}

function prompt(templateArguments = {}): Int32Array {
  const messages = [{ role: "user", content: "hi" }] as const;
  return model.render({ messages, tools: [], templateArguments, addGenerationPrompt: true }).ids;
}

const CALL = '<tool_call>\n{"name": "look", "arguments": {"at": 1.0}}\n</tool_call>';
const LOOK = {
  type: "function",
  function: { name: "look", arguments: { at: 1 } },
  arguments_text: '{"at": 1.0}',
};

describe("a whole answer", () => {
  it("of text alone is content", () => {
    expect(read("Hello.\n")).toEqual({
      content: "Hello.\n",
      reasoning: null,
      toolCalls: [],
      illFormed: null,
    });
  });

  it("keeps reasoning apart, and the newlines around it out", () => {
    expect(read("<think>\nFirst.\n\nThen.\n</think>\n\nDone.")).toEqual({
      content: "Done.",
      reasoning: "First.\n\nThen.",
      toolCalls: [],
      illFormed: null,
    });
  });

  it("has no reasoning when the block is empty", () => {
    expect(read("<think>\n\n</think>\n\nDone.")).toMatchObject({ content: "Done.", reasoning: null });
  });

  it("has several calls, with text before them", () => {
    expect(read(`<think>\nHm.\n</think>\n\nI look.\n${CALL}\n${CALL}`)).toEqual({
      content: "I look.",
      reasoning: "Hm.",
      toolCalls: [LOOK, LOOK],
      illFormed: null,
    });
  });

  it("keeps what it says after a call", () => {
    expect(read(`A\n${CALL}\nB`)).toMatchObject({ content: "A\nB", toolCalls: [LOOK], illFormed: null });
  });

  it("may hold the closer in an argument", () => {
    const text = '{"name": "write", "arguments": {"text": "</tool_call>\\"}"}}';
    expect(read(`<tool_call>\n${text}\n</tool_call>`).toolCalls[0]?.function.arguments).toEqual({
      text: '</tool_call>"}',
    });
  });

  it("may give its arguments as a string of JSON, and integers of any size", () => {
    const [call] = read(
      '<tool_call>{"name":"f","arguments":"{\\"n\\": 12345678901234567890}"}</tool_call>',
    ).toolCalls;
    expect(call?.function.arguments).toEqual({ n: 12345678901234567890n });
    expect(call?.arguments_text).toBe('{"n": 12345678901234567890}');
  });

  it("mentions markers once its text has begun", () => {
    expect(read("The tag <think> is closed by </think>.")).toMatchObject({
      content: "The tag <think> is closed by </think>.",
      reasoning: null,
    });
  });

  it("ends before its stop tokens, and keeps special tokens inside as text", () => {
    const inside = [...model.encode("a"), end, ...model.encode("b"), end];
    expect(model.parse(Int32Array.from(inside)).content).toBe("a<|im_end|>b");
  });
});

describe("where reasoning begins", () => {
  it("is after the prompt's opener, when the prompt holds one", () => {
    const open = Int32Array.of(...prompt(), ...model.encode("<think>\n"));
    expect(model.parse(model.encode("Hm.\n</think>\n\nYes."), open)).toMatchObject({
      reasoning: "Hm.",
      content: "Yes.",
    });
  });

  it("is nowhere, when the prompt closed it (enable_thinking false)", () => {
    expect(model.parse(model.encode("Yes."), prompt({ enable_thinking: false }))).toMatchObject({
      reasoning: null,
      content: "Yes.",
    });
  });

  it("is the answer's own opener otherwise", () => {
    expect(model.parse(model.encode("<think>\nHm.\n</think>\n\nYes."), prompt())).toMatchObject({
      reasoning: "Hm.",
      content: "Yes.",
    });
  });

  it("stays reasoning when it was cut off", () => {
    expect(model.parse(model.encode("<think>\nI was about to </thi"))).toEqual({
      content: "",
      reasoning: "I was about to </thi",
      toolCalls: [],
      illFormed: null,
    });
  });
});

describe("an answer that does not parse stays whole in its content", () => {
  it.each([
    ["a tool call is not closed", 'A\n<tool_call>\n{"name": "f", "arguments": {'],
    ["a tool call is not valid JSON", "<tool_call>\n{'name': 'f'}\n</tool_call>"],
    ["a tool call is not a JSON object", '<tool_call>["f"]</tool_call>'],
    ["a tool call has no name", '<tool_call>{"arguments": {}}</tool_call>'],
    ["a tool call has no name", '<tool_call>{"name": 3, "arguments": {}}</tool_call>'],
    [
      "a tool call has arguments and parameters",
      '<tool_call>{"name": "f", "arguments": {}, "parameters": {}}</tool_call>',
    ],
    ["a tool call has members that are no arguments", '<tool_call>{"name": "f", "path": "a"}</tool_call>'],
    [
      "the arguments of a tool call are not an object",
      '<tool_call>{"name": "f", "arguments": [1]}</tool_call>',
    ],
    [
      "the arguments of a tool call are not valid JSON",
      '<tool_call>{"name": "f", "arguments": "x"}</tool_call>',
    ],
  ])("%s", (illFormed, text) => {
    expect(read(text)).toEqual({ content: text, reasoning: null, toolCalls: [], illFormed });
    expect(read(`<think>\nr\n</think>\n\n${text}`)).toEqual({
      content: text,
      reasoning: "r",
      toolCalls: [],
      illFormed,
    });
  });
});

describe("calls that models write otherwise than the template", () => {
  const called = (text: string) => read(text).toolCalls.map((call) => call.function);

  it.each([
    ["parameters for arguments", '{"name": "f", "parameters": {"path": "a"}}', { path: "a" }],
    ["no arguments", '{"name": "f"}', {}],
    ["blank arguments", '{"name": "f", "arguments": " "}', {}],
    ["null for arguments", '{"name": "f", "arguments": null}', {}],
    ["arguments as text", '{"name": "f", "arguments": "{\\"a\\": 1}"}', { a: 1 }],
    ["a type and an id", '{"type": "function", "id": "c1", "name": "f", "arguments": {}}', {}],
  ])("are read: %s", (_, written, given) => {
    expect(called(`<tool_call>\n${written}\n</tool_call>`)).toEqual([{ name: "f", arguments: given }]);
  });

  it("are calls without a closer where their JSON is whole", () => {
    const whole = '<tool_call>\n{"name": "f", "arguments": {}}';
    expect(called(whole)).toHaveLength(1);
    expect(called(`${whole}\n${CALL}`)).toHaveLength(2);
  });

  it("are given when a later one cannot be read, which stays in the content", () => {
    expect(read(`A\n${CALL}\n<tool_call>\n{"name": "g`)).toMatchObject({
      content: 'A\n<tool_call>\n{"name": "g',
      toolCalls: [{ function: { name: "look" } }],
      illFormed: "a tool call is not closed",
    });
  });

  it("end reasoning that was never closed, and not reasoning that quotes them", () => {
    expect(read(`<think>\nt ${CALL}`)).toMatchObject({ reasoning: "t ", toolCalls: [{}], illFormed: null });
    expect(read(`<think>\nt ${CALL}\n</think>\n\nDone.`)).toMatchObject({
      reasoning: `t ${CALL}`,
      content: "Done.",
      toolCalls: [],
    });
    expect(read("<think>\nt <tool_call>\n{")).toMatchObject({ reasoning: "t <tool_call>\n{", toolCalls: [] });
  });
});

describe("streamed and whole, the same ids give the same answer", () => {
  const phrases = [
    "<think>",
    "</think>",
    CALL,
    "<tool_call>",
    "</tool_call>",
    '{"name": "f", "arguments": {}}',
  ];

  it("for any order of markers, split anywhere", () => {
    fc.assert(
      fc.property(textOf(phrases), pieceSizes, fc.boolean(), (text, sizes, open) => {
        const promptIds = open ? model.encode("<think>\n") : undefined;
        expectSameInPieces(model, model.encode(text), sizes, promptIds);
      }),
      { numRuns: 400 },
    );
  });

  it("for any ids at all, bytes in parts and stop tokens among them", () => {
    const id = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 0, max: 152_000 }),
      fc.constantFrom(151643, 151645, 151657, 151658, 151667, 151668),
    );
    fc.assert(
      fc.property(fc.array(id, { maxLength: 60 }), pieceSizes, (ids, sizes) => {
        expectSameInPieces(model, Int32Array.from(ids), sizes);
      }),
      { numRuns: 400 },
    );
  });

  it("and an ill-formed answer without reasoning and calls is its own text", () => {
    fc.assert(
      fc.property(textOf(phrases), (text) => {
        const parsed = model.parse(model.encode(text));
        if (parsed.illFormed === null || parsed.toolCalls.length > 0) return;
        if (parsed.reasoning === null && !text.includes("<think>")) {
          expect(parsed.content).toBe(text);
        }
      }),
    );
  });

  it("shows a character when its last byte is there", () => {
    const reader = model.openReader();
    const bytes = Array.from(new TextEncoder().encode("é👍"), (byte) => {
      for (let id = 0; id < 256; id++) if (model.tokenBytes(id)[0] === byte) return id;
      return -1;
    });
    const shown = bytes.map((id) => reader.push([id]).map((delta) => delta.type === "content" && delta.text));
    expect(shown).toEqual([[], ["é"], [], [], [], ["👍"]]);
  });
});
