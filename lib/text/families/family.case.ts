import { beforeAll, describe, expect, it } from "vitest";
import { FamilyBench } from "@/test/text/family-bench";
import type { FamilyFacts } from "@/test/text/family-facts";
import { graftingCase } from "./grafting.case";
import { readingCase } from "./reading.case";

/** The suite that every family passes: what it reads, what it renders, and how it is grafted on. */
export function familyCase(facts: FamilyFacts): void {
  describe(facts.name, () => {
    let bench: FamilyBench;
    beforeAll(async () => {
      bench = new FamilyBench(await facts.load());
    });

    it("is recognised by its tokens and template", () => {
      expect(bench.model.family).toBe(facts.name);
    });
    readingCase(facts, () => bench);
    graftingCase(facts, () => bench);
  });
}
