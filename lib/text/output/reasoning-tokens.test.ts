import { describe, expect, it } from "vitest";
import { FamilyBench } from "@/test/text/family-bench";
import type { FamilyFacts } from "@/test/text/family-facts";
import { FAMILY_FACTS } from "@/test/text/family-list";

const REASONING = FAMILY_FACTS.filter(({ reasoned }) => reasoned !== null);

/** Where the reasoning of a sampled text ends, its closing mark included. */
function reasoningOf(text: string): string {
  const close = ["</think>", "<|end|>"].find((mark) => text.includes(mark)) ?? expect.fail(text);
  return text.slice(0, text.indexOf(close) + close.length);
}

describe.each(REASONING)("the tokens of reasoning of $name", (facts: FamilyFacts) => {
  it("are those up to the mark that closes it, and all of an answer cut off before that", async () => {
    const { model, sample } = await benchOf(facts);
    const text = facts.reasoned ?? "";
    const reasoned = sample(reasoningOf(text));
    const said = { reasoning_content: "A thought." };
    expect(model.countReasoning(sample(text), said)).toBe(reasoned.length);
    const cut = reasoned.subarray(0, -1);
    expect(model.countReasoning(cut, said)).toBe(cut.length);
  });

  it("are none where there is no reasoning", async () => {
    const { model, sample } = await benchOf(facts);
    expect(model.countReasoning(sample(facts.text), { reasoning_content: null })).toBe(0);
  });
});

async function benchOf(facts: FamilyFacts) {
  const bench = new FamilyBench(await facts.load());
  return { model: bench.model, sample: (text: string) => bench.sample(text, null) };
}
