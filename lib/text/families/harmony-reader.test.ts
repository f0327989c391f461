import { expect, it } from "vitest";
import { HarmonyReader } from "./harmony-reader";

function read(text: string) {
  const reader = new HarmonyReader();
  reader.push(text);
  return reader.finish().parsed;
}

const CALL = "<|channel|>commentary to=functions.look <|constrain|>json<|message|>{}";

it("reads a preamble as text beside the call that follows it", () => {
  const parsed = read(
    `<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>commentary<|message|>I look.<|end|><|start|>assistant${CALL}<|call|>`,
  );
  expect(parsed).toMatchObject({ reasoning: "Hm.", content: "I look.", illFormed: null });
  expect(parsed.toolCalls.map((call) => call.function.name)).toEqual(["look"]);
});

it("joins several messages of a kind by a newline", () => {
  const thought = "<|channel|>analysis<|message|>";
  expect(read(`${thought}One.<|end|><|start|>assistant${thought}Two.<|end|>`)).toMatchObject({
    reasoning: "One.\nTwo.",
  });
});

it("takes a message that ends at the next opener", () => {
  expect(
    read("<|channel|>analysis<|message|>One.<|start|>assistant<|channel|>final<|message|>Two."),
  ).toMatchObject({ reasoning: "One.", content: "Two." });
});

it("keeps every call as it was written when one of them does not parse", () => {
  const cut = `${CALL}<|call|><|start|>assistant${CALL.slice(0, -1)}`;
  expect(read(cut)).toMatchObject({
    content: cut,
    toolCalls: [],
    illFormed: "the arguments of a tool call are not valid JSON",
  });
});

it("keeps text that has no channel at all", () => {
  expect(read("Hello there.")).toMatchObject({
    content: "Hello there.",
    illFormed: "a message has a header and no text",
  });
});
