import { utcDay } from "@/lib/core/base/utc-day";
import { searchedWords } from "./searched-words";
import { FLAG_NAMES, type FlagName } from "./session-flag";

/** Figures of a session that a filter compares. `yield` is trained of sampled tokens, 0 to 1; `duration` in seconds. */
export const FILTER_NUMBERS = [
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
  "step",
  "duration",
] as const;

/**
 * Words of a session that a filter names. `cause` is that of a fork, a drift or a refusal. `label` is what somebody
 * annotated it with, or a label that it was opened with, as `name=value`. `outcome` is a whole outcome, or `failed`.
 * `flag` is what is out of order in it, one of `FLAG_NAMES`.
 */
export const FILTER_WORDS = [
  "status",
  "model",
  "tokenizer",
  "policy",
  "origin",
  "client",
  "run",
  "id",
  "cause",
  "label",
  "outcome",
  "flag",
] as const;

/** The fields that a session may lack: `name:none` finds those without. */
export const FILTER_LACKS = ["client", "run", "policy", "reward", "group", "step", "outcome"] as const;

export type FilterNumber = (typeof FILTER_NUMBERS)[number];
export type FilterWord = (typeof FILTER_WORDS)[number];
export type FilterLack = (typeof FILTER_LACKS)[number];
export type ComparisonOperator = "<" | "<=" | ">" | ">=" | "=";

/** One condition; a session passes a filter when it meets all of them. */
export type FilterTerm = { readonly negated: boolean } & (
  | {
      readonly kind: "number";
      readonly field: FilterNumber;
      readonly comparison: ComparisonOperator;
      readonly value: number;
    }
  | { readonly kind: "word"; readonly field: Exclude<FilterWord, "flag">; readonly value: string }
  | { readonly kind: "lack"; readonly field: FilterLack }
  | { readonly kind: "flag"; readonly flag: FlagName }
  /** A score that somebody gave it or a part of it, by the score's name. */
  | {
      readonly kind: "score";
      readonly name: string;
      /** Null: whether there is such a score. */
      readonly comparison: ComparisonOperator | null;
      readonly value: number;
    }
  /** When the session began: a stretch of time in UTC, `[from, to)` in milliseconds since 1970. */
  | {
      readonly kind: "time";
      readonly field: "started";
      readonly comparison: ComparisonOperator;
      readonly from: number;
      readonly to: number;
    }
  /** Words that stand in the session's messages or in its id. */
  | { readonly kind: "text"; readonly text: string }
);

export interface SessionFilter {
  readonly terms: readonly FilterTerm[];
  /** Parts that are no condition, and what would be one. */
  readonly problems: readonly { readonly part: string; readonly reason: string }[];
}

/** All names that a condition can begin with. */
export const FILTER_NAMES: readonly string[] = [...FILTER_NUMBERS, "started", "score", ...FILTER_WORDS];

/** Longest filter that is read, in UTF-16 units; a longer one is refused before its parts are looked at. */
export const MOST_FILTER_CHARACTERS = 1000;
/** Most conditions and words to look for, together: each is a question to the database. */
export const MOST_FILTER_CONDITIONS = 50;

/** A part between white space outside quotes; a quote that is never closed reaches to the end. */
const TYPED_PART = /(?:[^\s"]|"[^"]*"?)+/g;
/** A part: an optional minus, an optional `name:`, and a value that may stand in quotes. */
const PART = /(-?)(?:([a-z]+):)?("[^"]*"?|\S+)/giy;
const NUMBER_VALUE = /^(<=|>=|<|>|=)?(-?\d+(?:\.\d+)?)(%?)$/;
/** The name of a score, and what it is compared with: `judge>0.5`, or the name alone. */
const SCORE_VALUE = /^([A-Za-z][\w.-]{0,99})(?:(<=|>=|<|>|=)(-?\d+(?:\.\d+)?(?:e-?\d+)?))?$/;
const TIME_VALUE = /^(<=|>=|<|>|=)?(\d{4}-\d\d-\d\d)(?:T(\d\d)(?::(\d\d))?)?$/;
const MINUTE_MS = 60_000;

/**
 * Reads what is typed into the list's filter.
 *
 * @example
 * parseSessionFilter('forks:>2 cause:compaction refused:yes yield:<0.8 -status:dropped "out of memory"').terms[0];
 * // { kind: "number", field: "forks", comparison: ">", value: 2, negated: false }
 */
export function parseSessionFilter(text: string): SessionFilter {
  const excess = filterExcess(text);
  if (excess !== null) return { terms: [], problems: [{ part: `${text.slice(0, 20)}…`, reason: excess }] };
  const terms: FilterTerm[] = [];
  const problems: { part: string; reason: string }[] = [];
  for (const part of filterParts(text)) {
    const read = readPart(part);
    if ("reason" in read) problems.push({ part, reason: read.reason });
    else terms.push(read);
  }
  return { terms, problems };
}

/** The parts of a filter as they were typed; quotes hold words together. Takes time in proportion to the text. */
export function filterParts(text: string): readonly string[] {
  return text.trim().match(TYPED_PART) ?? [];
}

/** What is too much of a filter as a whole; null when nothing is. */
export function filterExcess(text: string): string | null {
  if (text.length > MOST_FILTER_CHARACTERS)
    return `a filter takes at most ${MOST_FILTER_CHARACTERS} characters`;
  const asked = filterParts(text).reduce((sum, part) => sum + questionsOf(readPart(part)), 0);
  return asked > MOST_FILTER_CONDITIONS
    ? `a filter takes at most ${MOST_FILTER_CONDITIONS} conditions and words to look for`
    : null;
}

/** How many questions to the database a part is. */
function questionsOf(part: ReturnType<typeof readPart>): number {
  return "kind" in part && part.kind === "text" ? Math.max(1, searchedWords(part.text).length) : 1;
}

function readPart(part: string): FilterTerm | { readonly reason: string } {
  PART.lastIndex = 0;
  const [whole = "", minus, name, quoted = ""] = PART.exec(part) ?? [];
  const value = quoted.replace(/^"|"$/g, "");
  const negated = minus === "-";
  if (whole !== part || value === "") return { reason: "a condition is name:value, or words to look for" };
  if (name === undefined)
    return isBareName(value) ? { reason: "a value is missing" } : { kind: "text", text: value, negated };
  const lack = FILTER_LACKS.find((field) => field === name.toLowerCase());
  if (lack && value.toLowerCase() === "none") return { kind: "lack", field: lack, negated };
  if (name.toLowerCase() === "started") return timeTerm(value, negated);
  if (name.toLowerCase() === "score") return scoreTerm(value, negated);
  const number = FILTER_NUMBERS.find((field) => field === name.toLowerCase());
  if (number) return numberTerm(number, value, negated);
  const word = FILTER_WORDS.find((field) => field === name.toLowerCase());
  if (word === "flag") return flagTerm(value, negated);
  if (word) return { kind: "word", field: word, value, negated };
  return { reason: `there is no "${name}"; there are ${FILTER_NAMES.join(", ")}` };
}

function isBareName(text: string): boolean {
  return FILTER_NAMES.some((field) => text.toLowerCase() === `${field}:`);
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

/** Typed with hyphens or underscores. */
function flagTerm(value: string, negated: boolean): FilterTerm | { readonly reason: string } {
  const flag = FLAG_NAMES.find((name) => name === value.toLowerCase().replaceAll("-", "_"));
  if (flag === undefined)
    return { reason: `there is no flag "${value}"; there are ${FLAG_NAMES.join(", ")}` };
  return { kind: "flag", flag, negated };
}

function scoreTerm(value: string, negated: boolean): FilterTerm | { readonly reason: string } {
  const [, name, comparison, number] = SCORE_VALUE.exec(value) ?? [];
  if (name === undefined) return { reason: "score takes a score's name and a number, as in score:judge>0.5" };
  if (number === undefined) return { kind: "score", name, comparison: null, value: 0, negated };
  return { kind: "score", name, comparison: comparisonOf(comparison), value: Number(number), negated };
}

function timeTerm(value: string, negated: boolean): FilterTerm | { readonly reason: string } {
  const [, comparison, day, hour, minute] = TIME_VALUE.exec(value) ?? [];
  const start = day === undefined ? null : utcDay(day);
  if (start === null || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59) {
    return {
      reason: "started takes a day or an hour in UTC, as in started:2026-11-22 or started:>=2026-11-22T14",
    };
  }
  const from = start + (Number(hour ?? 0) * 60 + Number(minute ?? 0)) * MINUTE_MS;
  const minutes = hour === undefined ? 1440 : minute === undefined ? 60 : 1;
  const to = from + minutes * MINUTE_MS;
  return { kind: "time", field: "started", comparison: comparisonOf(comparison), from, to, negated };
}

function comparisonOf(text: string | undefined): ComparisonOperator {
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
