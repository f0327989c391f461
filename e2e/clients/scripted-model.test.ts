import { describe, expect, test } from "vitest";
import { scriptedModel } from "./scripted-model";

const SCRIPT = {
  main: [
    { text: "Looking. MARK", calls: [{ name: "read", arguments: { path: "notes.txt" } }] },
    { text: "Done. MARK", faultOnce: { kind: "hang_up", after_tokens: 3 } as const },
  ],
  subAgent: [{ text: "Two lines. MARK" }],
};

const TOOLS = "system\n# Tools\n<tools>\n{}\n</tools>";

/** Asks the model with a ChatML prompt of these segments, each beginning with its role. */
function ask(model: ReturnType<typeof scriptedModel>, ...segments: string[]) {
  const [system = ""] = segments;
  return model({
    conversation: {
      segments: segments.length,
      assistantSegments: 0,
      system,
      firstUser: "",
      last: { role: "user", text: "" },
    },
    prompt: () =>
      [...segments.map((segment) => `${segment}<|im_end|>\n`), "assistant\n"]
        .map((segment) => `<|im_start|>${segment}`)
        .join(""),
  });
}

describe("scriptedModel", () => {
  test("plays the step that follows the last mark, tool calls as a model writes them", () => {
    expect(ask(scriptedModel(SCRIPT), TOOLS, "user\nEdit it. [main-0]")).toEqual({
      text: 'Looking. [main-1]\n<tool_call>\n{"name": "read", "arguments": {"path": "notes.txt"}}\n</tool_call>',
    });
  });

  test("fails a step once, as the script says, and then plays it", () => {
    const model = scriptedModel(SCRIPT);
    const history = [TOOLS, "user\nEdit it. [main-0]", "assistant\nLooking. [main-1]", "user\nfirst line"];
    expect(ask(model, ...history)?.fault).toEqual({ kind: "hang_up", after_tokens: 3 });
    expect(ask(model, ...history)).toEqual({ text: "Done. [main-2]" });
  });

  test("gives a sub-agent, whose prompt holds no mark of the main line, its own steps", () => {
    expect(ask(scriptedModel(SCRIPT), TOOLS, "user\nCount. [sub-0]")).toEqual({ text: "Two lines. [sub-1]" });
  });

  test("answers a request for a summary with the mark that was reached, so that the story goes on after it", () => {
    const answer = ask(
      scriptedModel(SCRIPT),
      "system\nYou are a context summarization agent.",
      "user\n<conversation>Looking. [main-1]</conversation>",
    );
    expect(answer?.text).toContain("[main-1]");
  });

  test("answers a title generator with a title", () => {
    expect(
      ask(scriptedModel(SCRIPT), "system\nYou are a title generator.", "user\nEdit it. [main-0]"),
    ).toEqual({
      text: "Editing the notes",
    });
  });
});
