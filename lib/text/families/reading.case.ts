import fc from "fast-check";
import { expect, it } from "vitest";
import { expectSameInPieces, pieceSizes, textOf } from "@/test/text/expect-same-in-pieces";
import { type FamilyBench, QUESTION, results } from "@/test/text/family-bench";
import type { FamilyFacts } from "@/test/text/family-facts";

/** How a family's answers are read. */
export function readingCase(facts: FamilyFacts, bench: () => FamilyBench): void {
  it("reads text", () => {
    const { parse, sample } = bound(bench());
    expect(parse(sample(facts.text, facts.stopBeforeUser))).toEqual({
      content: "The answer.",
      reasoning: null,
      toolCalls: [],
      illFormed: null,
    });
  });

  if (facts.reasoned !== null)
    it("reads reasoning apart from text", () => {
      const { parse, sample } = bound(bench());
      expect(parse(sample(facts.reasoned ?? "", facts.stopBeforeUser))).toMatchObject({
        content: "The answer.",
        reasoning: "A thought.",
      });
    });

  it("reads a call, and renders it as it was sampled", () => {
    const { model } = bench();
    const message = bench().read(bench().sample(facts.call, facts.stopBeforeTool));
    expect(message.tool_calls?.[0]?.function).toEqual({ name: "look", arguments: { at: "x", deep: 1 } });
    const { ids, messageStarts } = bench().render([QUESTION, message, ...results(1)]);
    expect(model.decode(ids.subarray(messageStarts[1], messageStarts[2]))).toContain(facts.printedCall);
  });

  if (facts.twoCalls !== null)
    it("reads two calls", () => {
      const message = bench().read(bench().sample(facts.twoCalls ?? "", facts.stopBeforeTool));
      expect(message.tool_calls).toHaveLength(2);
    });

  it.each(facts.illFormed)("keeps %j whole and says why", (text, reason) => {
    const { model, sample } = bound(bench());
    expect(model.parse(sample(text, null))).toMatchObject({
      content: text,
      toolCalls: [],
      illFormed: reason,
    });
  });

  it("reads the same in pieces as at once", () => {
    const { model, sample } = bound(bench());
    const phrases = [facts.text, facts.call, facts.twoCalls ?? "", facts.reasoned ?? "", "{", "to="];
    fc.assert(
      fc.property(textOf(phrases), pieceSizes, (text, sizes) => {
        expectSameInPieces(model, sample(text, null), sizes);
      }),
      { numRuns: 60 },
    );
  });
}

function bound(bench: FamilyBench) {
  return { model: bench.model, parse: bench.parse.bind(bench), sample: bench.sample.bind(bench) };
}
