import type { Facet, FacetValue, ListFacets } from "@/lib/core/list/list-facets";

/**
 * Facets in the order in which they were first shown, so that nothing moves under the pointer of the reader who just
 * chose one. A value that no session has any more stays with none; a new one comes last.
 *
 * @param known what was shown before; null at first.
 */
export function keepFacets(known: ListFacets | null, told: ListFacets): ListFacets {
  if (!known) return told;
  return {
    total: told.total,
    facets: told.facets.map((facet) =>
      keepValues(
        known.facets.find(({ name }) => name === facet.name),
        facet,
      ),
    ),
  };
}

function keepValues(known: Facet | undefined, facet: Facet): Facet {
  if (!known) return facet;
  const counts = new Map(facet.values.map((value) => [value.term, value]));
  const kept = known.values.map((value): FacetValue => counts.get(value.term) ?? { ...value, count: 0 });
  const terms = new Set(kept.map(({ term }) => term));
  return { ...facet, values: [...kept, ...facet.values.filter(({ term }) => !terms.has(term))] };
}
