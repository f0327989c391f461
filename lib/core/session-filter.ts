/** Figures of a session that a filter compares. `yield` is trained of sampled tokens, 0 to 1. */
const FILTER_NUMBERS = [
  "turns",
  "nodes",
  "forks",
  "drift",
  "refused",
  "samples",
  "sampled",
  "trained",
  "context",
  "yield",
  "reward",
  "group",
] as const;

/** Words of a session that a filter names. `cause` is that of a fork, a drift or a refusal. */
const FILTER_WORDS = [
  "status",
  "model",
  "tokenizer",
  "policy",
  "origin",
  "client",
  "run",
  "id",
  "cause",
] as const;

export type FilterNumber = (typeof FILTER_NUMBERS)[number];
export type FilterWord = (typeof FILTER_WORDS)[number];
export type Comparison = "<" | "<=" | ">" | ">=" | "=";

/** One condition; a session passes a filter when it meets all of them. */
export type FilterTerm = { readonly negated: boolean } & (
  | {
      readonly kind: "number";
      readonly field: FilterNumber;
      readonly comparison: Comparison;
      readonly value: number;
    }
  | { readonly kind: "word"; readonly field: FilterWord; readonly value: string }
  /** Words that stand in the session's messages or in its id. */
  | { readonly kind: "text"; readonly text: string }
);

export interface SessionFilter {
  readonly terms: readonly FilterTerm[];
  /** Parts that are no condition, and what would be one. */
  readonly problems: readonly { readonly part: string; readonly reason: string }[];
}

/** A part: an optional minus, an optional `name:`, and a value that may stand in quotes. */
const PART = /(-?)(?:([a-z]+):)?("[^"]*"?|\S+)/giy;
const NUMBER_VALUE = /^(<=|>=|<|>|=)?(-?\d+(?:\.\d+)?)(%?)$/;

/**
 * Reads what is typed into the list's filter.
 *
 * @example
 * parseSessionFilter('forks:>2 cause:compaction refused:yes yield:<0.8 -status:dropped "out of memory"').terms[0];
 * // { kind: "number", field: "forks", comparison: ">", value: 2, negated: false }
 */
export function parseSessionFilter(text: string): SessionFilter {
  const terms: FilterTerm[] = [];
  const problems: { part: string; reason: string }[] = [];
  for (const part of text.trim().split(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/)) {
    if (part === "") continue;
    const read = readPart(part);
    if ("reason" in read) problems.push({ part, reason: read.reason });
    else terms.push(read);
  }
  return { terms, problems };
}

function readPart(part: string): FilterTerm | { readonly reason: string } {
  PART.lastIndex = 0;
  const [whole = "", minus, name, quoted = ""] = PART.exec(part) ?? [];
  const value = quoted.replace(/^"|"$/g, "");
  const negated = minus === "-";
  if (whole !== part || value === "") return { reason: "a condition is name:value, or words to look for" };
  if (name === undefined)
    return isBareName(value) ? { reason: "a value is missing" } : { kind: "text", text: value, negated };
  const number = FILTER_NUMBERS.find((field) => field === name.toLowerCase());
  if (number) return numberTerm(number, value, negated);
  const word = FILTER_WORDS.find((field) => field === name.toLowerCase());
  if (word) return { kind: "word", field: word, value, negated };
  return { reason: `there is no "${name}"; there are ${[...FILTER_NUMBERS, ...FILTER_WORDS].join(", ")}` };
}

function isBareName(text: string): boolean {
  return [...FILTER_NUMBERS, ...FILTER_WORDS].some((field) => text.toLowerCase() === `${field}:`);
}

function numberTerm(
  field: FilterNumber,
  value: string,
  negated: boolean,
): FilterTerm | { readonly reason: string } {
  const spoken = value.toLowerCase();
  if (spoken === "yes" || spoken === "no") {
    return { kind: "number", field, comparison: spoken === "yes" ? ">" : "=", value: 0, negated };
  }
  const [, comparison, digits, percent] = NUMBER_VALUE.exec(value) ?? [];
  if (digits === undefined) return { reason: `${field} takes a number, as in ${field}:>2, or yes or no` };
  const number = Number(digits) / (percent === "%" ? 100 : 1);
  return { kind: "number", field, comparison: comparisonOf(comparison), value: number, negated };
}

function comparisonOf(text: string | undefined): Comparison {
  switch (text) {
    case "<":
    case "<=":
    case ">":
    case ">=":
      return text;
    default:
      return "=";
  }
}
