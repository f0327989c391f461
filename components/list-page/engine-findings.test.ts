import { describe, expect, it } from "vitest";
import { findingWords, type ShownFinding } from "./engine-findings";

const finding = (what: string, state: ShownFinding["state"]): ShownFinding => ({ what, state, words: "" });

describe("the line of the engine", () => {
  it("names what it gives and what it does not", () => {
    const found = [finding("ids", "ok"), finding("log-probs", "ok"), finding("grammars", "no")];
    expect(findingWords(found)).toBe("gives ids, log-probs; not grammars.");
  });

  it("names faults before all else", () => {
    const found = [finding("ids", "ok"), finding("tokenizer", "fault"), finding("template", "fault")];
    expect(findingWords(found)).toBe("2 faults: tokenizer, template.");
  });
});
