import { plural } from "@/lib/core/base/format-count";
import type { Facet } from "@/lib/core/list/list-facets";
import { FILTER_NAMES, FILTER_NUMBERS, parseSessionFilter } from "@/lib/core/list/session-filter";

/** Something that could be typed next. */
export interface Suggestion {
  /** Takes the place of the part that is being typed. */
  readonly insert: string;
  readonly hint: string;
}

const HINTS: Readonly<Record<string, string>> = {
  turns: "calls of the model",
  nodes: "messages in the tree",
  forks: "places where the session forks",
  drift: "stretches spelled otherwise",
  refused: "sampled tokens that cannot be trained",
  samples: "training samples",
  sampled: "tokens that the model sampled",
  trained: "tokens that some sample trains",
  context: "tokens of the longest turn",
  yield: "trained share of the sampled tokens",
  reward: "given at the end",
  group: "the trainer's group_index",
  duration: "seconds from opening to last turn",
  started: "day or hour in UTC",
  status: "open, finished or dropped",
  model: "the model that answered",
  tokenizer: "the tokenizer, and with it the template",
  policy: "the policy it was finished under",
  origin: "how it was opened",
  client: "the program that called",
  run: "the label run",
  id: "part of an id",
  cause: "of a fork, a drift or a refusal",
  step: "the label step",
  flag: "what is out of order",
};

const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  yield: ["<80%", ">=95%"],
  reward: [">0", "<=0", "none"],
  duration: [">60", "<5"],
  group: ["none"],
  policy: ["strict", "slime", "none"],
  origin: ["api", "call", "shared", "import"],
};

const MOST = 8;

/** The part of a typed text that the caret stands in or behind. */
export function partAtCaret(text: string, caret: number): { readonly start: number; readonly end: number } {
  let start = caret;
  while (start > 0 && !/\s/.test(text[start - 1] ?? " ")) start--;
  let end = caret;
  while (end < text.length && !/\s/.test(text[end] ?? " ")) end++;
  return { start, end };
}

/**
 * What could stand where the caret is: names of conditions, then values of the one that was named.
 *
 * @param facets what there is to choose among the sessions listed.
 *
 * @example
 * suggestTerms("for", []); // [{ insert: "forks:", hint: "places where the session forks" }]
 */
export function suggestTerms(part: string, facets: readonly Facet[]): readonly Suggestion[] {
  const [, minus = "", name, typed] = /^(-?)([a-z]*)(?::(.*))?$/i.exec(part) ?? [];
  if (name === undefined) return [];
  if (typed === undefined) {
    if (part === "") return [];
    return FILTER_NAMES.filter((known) => known.startsWith(name.toLowerCase()))
      .map((known) => ({ insert: `${minus}${known}:`, hint: HINTS[known] ?? "" }))
      .slice(0, MOST);
  }
  return valuesOf(name.toLowerCase(), facets)
    .filter(({ insert }) => insert.toLowerCase().startsWith(`${name}:${typed}`.toLowerCase()))
    .filter(({ insert }) => insert !== part)
    .map(({ insert, hint }) => ({ insert: `${minus}${insert}`, hint }))
    .slice(0, MOST);
}

/**
 * The suggestion that Enter takes though none was chosen: the only one for a value that is not whole yet. Null for a
 * value that means something as it stands, and for words.
 *
 * @example
 * onlySuggestion("cause:tool", facets)?.insert; // "cause:tool-call-re-serialised"
 */
export function onlySuggestion(part: string, facets: readonly Facet[]): Suggestion | null {
  if (!part.includes(":")) return null;
  const [only, ...others] = suggestTerms(part, facets);
  if (!only || others.length > 0) return null;
  const [term] = parseSessionFilter(part).terms;
  if (term === undefined) return only;
  const isKnown = facets.some(({ values }) => values.some(({ term: known }) => known === part));
  return term.kind === "word" && !isKnown ? only : null;
}

function valuesOf(name: string, facets: readonly Facet[]): readonly Suggestion[] {
  const facet = facets.find((known) => known.name === name);
  const told = (facet?.values ?? []).map(({ term, count }) => ({
    insert: term,
    hint: plural(count, "session"),
  }));
  const isNumber = FILTER_NUMBERS.some((known) => known === name);
  const examples = EXAMPLES[name] ?? (isNumber ? ["yes", "no", ">2"] : []);
  const known = new Set(told.map(({ insert }) => insert));
  return [
    ...told,
    ...examples
      .map((value) => ({ insert: `${name}:${value}`, hint: "" }))
      .filter(({ insert }) => !known.has(insert)),
  ];
}
