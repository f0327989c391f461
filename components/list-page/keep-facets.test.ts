import { describe, expect, it } from "vitest";
import type { ListFacets } from "@/lib/core/list/list-facets";
import { keepFacets } from "./keep-facets";

const facetsOf = (causes: Readonly<Record<string, number>>): ListFacets => ({
  total: 1,
  facets: [
    {
      name: "cause",
      more: 0,
      values: Object.entries(causes).map(([label, count]) => ({ label, term: `cause:${label}`, count })),
    },
  ],
});

const shown = ({ facets }: ListFacets) => facets[0]?.values.map(({ label, count }) => `${label} ${count}`);

describe("facets while the reader chooses", () => {
  it("stay where they are when the counts turn their order round", () => {
    const first = facetsOf({ compaction: 9, retry: 5, rewritten: 2 });
    const chosen = keepFacets(first, facetsOf({ rewritten: 2, retry: 1 }));
    expect(shown(chosen)).toEqual(["compaction 0", "retry 1", "rewritten 2"]);
    expect(shown(keepFacets(chosen, first))).toEqual(shown(first));
  });

  it("gain a value at the end, and are taken as they come at first", () => {
    const first = facetsOf({ retry: 1 });
    expect(shown(keepFacets(null, first))).toEqual(["retry 1"]);
    expect(shown(keepFacets(first, facetsOf({ compaction: 4, retry: 2 })))).toEqual([
      "retry 2",
      "compaction 4",
    ]);
  });
});
