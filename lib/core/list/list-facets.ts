import type { FacetCount, RewardClass } from "./facet-count";
import { type FilterTerm, filterExcess, filterParts, parseSessionFilter } from "./session-filter";
import { filterTerm } from "./toggle-term";

const WORD_FACETS = ["status", "model", "client", "run", "cause"] as const;
type WordFacet = (typeof WORD_FACETS)[number];

/** What the list can be narrowed by with one click. */
export type FacetName = WordFacet | "forks" | "drift" | "refused" | "reward";

/** One choice: the condition that it puts into the filter, and how many sessions then stay. */
export interface FacetValue {
  readonly label: string;
  readonly term: string;
  readonly count: number;
}

export interface Facet {
  readonly name: FacetName;
  /** The most frequent first. */
  readonly values: readonly FacetValue[];
  /** Further values that are not told. */
  readonly more: number;
}

export interface ListFacets {
  /** Sessions that the whole filter leaves. */
  readonly total: number;
  readonly facets: readonly Facet[];
}

/** More values than anyone reads; the typed filter reaches the others. */
const VALUES_TOLD = 100;

const REWARD_TERMS: Readonly<Record<RewardClass, { readonly label: string; readonly term: string }>> = {
  high: { label: "above 0", term: "reward:>0" },
  low: { label: "0 or less", term: "reward:<=0" },
  none: { label: "none", term: "reward:none" },
};

type OwnTerm = Extract<FilterTerm, { readonly kind: "word" | "lack" }> & { readonly field: WordFacet };

/**
 * Splits a typed filter in two. Conditions on facets in words are judged here, so that a facet's own condition does not
 * empty it. A store applies the rest.
 */
export function splitForFacets(text: string): { readonly rest: string; readonly own: readonly OwnTerm[] } {
  // The store refuses it in words.
  if (filterExcess(text) !== null) return { rest: text, own: [] };
  const rest: string[] = [];
  const own: OwnTerm[] = [];
  for (const part of filterParts(text)) {
    const [term] = parseSessionFilter(part).terms;
    if (term && isOwn(term)) own.push(term);
    else rest.push(part);
  }
  return { rest: rest.join(" "), own };
}

function isOwn(term: FilterTerm): term is OwnTerm {
  return (term.kind === "word" || term.kind === "lack") && WORD_FACETS.some((name) => name === term.field);
}

/**
 * Counts for each facet. A facet in words is counted under all conditions but its own, so that another value can be
 * chosen. The others are counted under the whole filter.
 *
 * @param counts sessions that the rest of the filter leaves.
 */
export function listFacets(counts: readonly FacetCount[], own: readonly OwnTerm[]): ListFacets {
  const tallies = new Map<FacetName, Map<string, number>>();
  const add = (name: FacetName, value: string, sessions: number): void => {
    const tally = tallies.get(name) ?? new Map<string, number>();
    tallies.set(name, tally.set(value, (tally.get(value) ?? 0) + sessions));
  };
  let total = 0;
  for (const count of counts) {
    const failed = WORD_FACETS.filter((name) => !passes(count, name, own));
    if (failed.length > 1) continue;
    for (const name of WORD_FACETS) {
      if (failed.length === 0 || failed[0] === name) {
        for (const value of valuesOf(count, name)) add(name, value, count.sessions);
      }
    }
    if (failed.length > 0) continue;
    total += count.sessions;
    for (const name of ["forks", "drift", "refused"] as const)
      add(name, count[name] ? "yes" : "no", count.sessions);
    add("reward", count.reward, count.sessions);
  }
  const names: readonly FacetName[] = [
    "status",
    "cause",
    "forks",
    "drift",
    "refused",
    "reward",
    "model",
    "client",
    "run",
  ];
  return { total, facets: names.map((name) => facetOf(name, tallies.get(name) ?? new Map())) };
}

function valuesOf(count: FacetCount, name: WordFacet): readonly string[] {
  return name === "cause" ? count.causes : [count[name]];
}

/** Several names of a field that has one value mean any of them; several causes mean all of them. */
function passes(count: FacetCount, name: WordFacet, own: readonly OwnTerm[]): boolean {
  const terms = own.filter(({ field }) => field === name);
  const isMet = (term: OwnTerm): boolean =>
    term.kind === "lack"
      ? valuesOf(count, name).every((value) => value === "")
      : valuesOf(count, name).some((value) => isSame(name, value, term.value));
  const wanted = terms.filter(({ negated }) => !negated);
  const isWanted = name === "cause" ? wanted.every(isMet) : wanted.length === 0 || wanted.some(isMet);
  return isWanted && !terms.some((term) => term.negated && isMet(term));
}

/** Causes are compared as words between spaces, as they can be typed with hyphens. */
function isSame(name: WordFacet, value: string, typed: string): boolean {
  return name === "cause" ? value.replace(/[-_]/g, " ") === typed.replace(/[-_]/g, " ") : value === typed;
}

function facetOf(name: FacetName, tally: ReadonlyMap<string, number>): Facet {
  const values = Array.from(tally, ([value, count]) => ({ ...wordsOf(name, value), count }));
  values.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  return { name, values: values.slice(0, VALUES_TOLD), more: Math.max(0, values.length - VALUES_TOLD) };
}

function wordsOf(name: FacetName, value: string): Omit<FacetValue, "count"> {
  if (name === "reward") return REWARD_TERMS[value === "high" || value === "low" ? value : "none"];
  if (value === "") return { label: "not given", term: `${name}:none` };
  if (name === "cause") {
    return { label: value.replaceAll("_", " "), term: filterTerm("cause", value.replace(/[\s_]/g, "-")) };
  }
  return { label: value, term: filterTerm(name, value) };
}
