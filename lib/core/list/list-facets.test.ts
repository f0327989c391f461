import { describe, expect, it } from "vitest";
import type { FacetCount } from "./facet-count";
import { type FacetName, listFacets, splitForFacets } from "./list-facets";

const session = (given: Partial<FacetCount>): FacetCount => ({
  status: "finished",
  model: "qwen3",
  client: "codex",
  run: "",
  causes: [],
  forks: false,
  drift: false,
  refused: false,
  reward: "none",
  sessions: 1,
  ...given,
});

const COUNTS: readonly FacetCount[] = [
  session({ sessions: 5 }),
  session({ status: "open", sessions: 2 }),
  session({ client: "pi", causes: ["tool call re-serialised"], forks: true, reward: "high", sessions: 3 }),
  session({ client: "", causes: ["compaction", "no_log_probs"], refused: true }),
];

function told(filter: string, name: FacetName): readonly (readonly [string, number])[] {
  const { facets } = listFacets(COUNTS, splitForFacets(filter).own);
  return facets.find((facet) => facet.name === name)?.values.map(({ term, count }) => [term, count]) ?? [];
}

describe("the facets of the list", () => {
  it("tell how many sessions each choice leaves, and the condition that it adds", () => {
    expect(told("", "client")).toEqual([
      ["client:codex", 7],
      ["client:pi", 3],
      ["client:none", 1],
    ]);
    expect(told("", "cause")).toEqual([
      ["cause:tool-call-re-serialised", 3],
      ["cause:compaction", 1],
      ["cause:no-log-probs", 1],
    ]);
    expect(told("", "reward")).toEqual([
      ["reward:none", 8],
      ["reward:>0", 3],
    ]);
  });

  it("count under the other conditions, so that another value of the same facet can be chosen", () => {
    expect(told("client:pi", "client").length).toBe(3);
    expect(told("client:pi", "status")).toEqual([["status:finished", 3]]);
    expect(told("client:pi client:none", "status")).toEqual([["status:finished", 4]]);
    expect(told("-client:codex cause:compaction", "refused")).toEqual([["refused:yes", 1]]);
  });

  it("count under the rest of the filter what is no word", () => {
    expect(splitForFacets('forks:>2 client:pi "out of memory"').rest).toBe('forks:>2 "out of memory"');
    expect(listFacets(COUNTS, splitForFacets("client:pi").own).total).toBe(3);
  });
});
