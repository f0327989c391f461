import fc from "fast-check";
import { expect } from "vitest";
import type { LanguageModel, OutputDelta, ParsedOutput } from "@/lib/text/language-model";

/** What a client would have put together from the deltas. */
function assemble(deltas: readonly OutputDelta[]): Omit<ParsedOutput, "illFormed"> {
  const text = (type: "content" | "reasoning"): string =>
    deltas.flatMap((delta) => (delta.type === type ? [delta.text] : [])).join("");
  return {
    content: text("content"),
    reasoning: text("reasoning") || null,
    toolCalls: deltas.flatMap((delta) => (delta.type === "tool_call" ? [delta.call] : [])),
  };
}

/** Asserts that `ids`, read in pieces of the given sizes, give what they give at once. */
export function expectSameInPieces(
  model: LanguageModel,
  ids: Int32Array,
  sizes: readonly number[],
  promptIds?: Int32Array,
): ParsedOutput {
  const whole = model.parse(ids, promptIds);
  const reader = model.openReader(promptIds);
  const deltas: OutputDelta[] = [];
  let at = 0;
  for (const size of sizes) {
    deltas.push(...reader.push([...ids.subarray(at, at + size)]));
    at += size;
  }
  deltas.push(...reader.push([...ids.subarray(at)]));
  const end = reader.finish();
  deltas.push(...end.deltas);
  expect(end.parsed).toEqual(whole);
  expect({ ...assemble(deltas), illFormed: whole.illFormed }).toEqual(whole);
  return whole;
}

/** Sizes of pieces: mostly of single tokens, as an engine streams them. */
export const pieceSizes: fc.Arbitrary<number[]> = fc.array(fc.constantFrom(0, 1, 1, 1, 2, 5), {
  maxLength: 120,
});

/**
 * Text made of the parts that `phrases` names, in any order, with stray text between them.
 */
export function textOf(phrases: readonly string[]): fc.Arbitrary<string> {
  const part = fc.oneof(
    fc.constantFrom(...phrases),
    fc.constantFrom("\n", "\n\n", " ", "é", "👍", "<", "a<b", "Hello", '"', "{", "}"),
  );
  return fc.array(part, { maxLength: 14 }).map((parts) => parts.join(""));
}
