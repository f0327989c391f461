import { describe, expect, it } from "vitest";
import type { Facet } from "@/lib/core/list/list-facets";
import { onlySuggestion, partAtCaret, suggestTerms } from "./suggest-terms";

const facets: readonly Facet[] = [
  {
    name: "cause",
    more: 0,
    values: [
      { label: "compaction", term: "cause:compaction", count: 3 },
      { label: "retry", term: "cause:retry", count: 1 },
    ],
  },
];
const inserted = (part: string) => suggestTerms(part, facets).map(({ insert }) => insert);

describe("what the filter suggests", () => {
  it("is a name first, then the values that there are", () => {
    expect(inserted("re")).toEqual(["refused:", "reward:"]);
    expect(inserted("-ca")).toEqual(["-cause:"]);
    expect(suggestTerms("cause:", facets)).toEqual([
      { insert: "cause:compaction", hint: "3 sessions" },
      { insert: "cause:retry", hint: "1 session" },
    ]);
    expect(inserted("-cause:re")).toEqual(["-cause:retry"]);
    expect(inserted("yield:")).toEqual(["yield:<80%", "yield:>=95%"]);
    expect(inserted("forks:")).toEqual(["forks:yes", "forks:no", "forks:>2"]);
  });

  it("is nothing before a letter is typed, for other words, and once the value stands", () => {
    expect(inserted("")).toEqual([]);
    expect(inserted('"out')).toEqual([]);
    expect(inserted("cause:retry")).toEqual([]);
  });

  it("is taken by Enter unchosen where it is the only one for a value that is not whole", () => {
    const taken = (part: string) => onlySuggestion(part, facets)?.insert ?? null;
    expect(taken("cause:comp")).toBe("cause:compaction");
    expect(taken("-cause:re")).toBe("-cause:retry");
    expect(taken("forks:>")).toBe("forks:>2");
    expect(taken("cause:")).toBeNull();
    expect(taken("yield:<8")).toBeNull();
    expect(taken("cause:retry")).toBeNull();
    expect(taken("comp")).toBeNull();
  });

  it("takes the place of the word that the caret stands in", () => {
    expect(partAtCaret("a for b", 5)).toEqual({ start: 2, end: 5 });
    expect(partAtCaret("a  b", 2)).toEqual({ start: 2, end: 2 });
  });
});
