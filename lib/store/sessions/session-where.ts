import { searchedWords } from "@/lib/core/list/searched-words";
import {
  type ComparisonOperator,
  type FilterLack,
  type FilterNumber,
  type FilterTerm,
  type FilterWord,
  parseSessionFilter,
} from "@/lib/core/list/session-filter";
import { FilterError } from "@/lib/store/rows/filter-error";
import type { SessionSet } from "@/lib/store/store";
import { Prisma } from "@/prisma/generated/client";

/** How each figure is told from `"Session" s`; null, and so no match, where there is none. */
export const NUMBERS: Readonly<Record<FilterNumber, Prisma.Sql>> = {
  turns: Prisma.sql`s."turnCount"`,
  nodes: Prisma.sql`s."nodeCount"`,
  forks: Prisma.sql`s."forkCount"`,
  drift: Prisma.sql`s."driftSpans"`,
  refused: Prisma.sql`s."refusedTokens"`,
  samples: Prisma.sql`s."sampleCount"`,
  sampled: Prisma.sql`s."sampledTokens"`,
  trained: Prisma.sql`s."trainedTokens"`,
  context: Prisma.sql`s."contextTokens"`,
  yield: Prisma.sql`(CAST(s."trainedTokens" AS REAL) / NULLIF(s."sampledTokens", 0))`,
  reward: Prisma.sql`s."rewardValue"`,
  group: Prisma.sql`s."groupIndex"`,
  duration: Prisma.sql`(MAX(s."lastTurnAt" - s."createdAt", 0) / 1000.0)`,
};

const WORDS: Readonly<Record<Exclude<FilterWord, "id" | "cause">, Prisma.Sql>> = {
  status: Prisma.sql`s."status"`,
  model: Prisma.sql`s."model"`,
  tokenizer: Prisma.sql`s."tokenizer"`,
  policy: Prisma.sql`s."finishedPolicy"`,
  origin: Prisma.sql`s."origin"`,
  client: Prisma.sql`s."client"`,
  run: Prisma.sql`s."run"`,
};

const LACKS: Readonly<Record<FilterLack, Prisma.Sql>> = {
  client: WORDS.client,
  run: WORDS.run,
  policy: WORDS.policy,
  reward: NUMBERS.reward,
  group: NUMBERS.group,
};

const COMPARISONS: Readonly<Record<ComparisonOperator, Prisma.Sql>> = {
  "<": Prisma.sql`<`,
  "<=": Prisma.sql`<=`,
  ">": Prisma.sql`>`,
  ">=": Prisma.sql`>=`,
  "=": Prisma.sql`=`,
};

/**
 * The sessions that a query is about, on whichever page they stand, as a condition on `"Session" s`. Everything
 * typed is a parameter; names come from closed lists. Throws `FilterError` when the filter cannot be read.
 *
 * @example
 * Prisma.sql`SELECT COUNT(*) FROM "Session" s WHERE ${sessionWhere({ filter: "forks:>2" })}`;
 */
export function sessionWhere(query: SessionSet): Prisma.Sql {
  return whereOf(query, readFilter(query));
}

/** The terms of a query's filter. Throws `FilterError` when it cannot be read. */
export function readFilter({ filter = "" }: SessionSet): readonly FilterTerm[] {
  const { terms, problems } = parseSessionFilter(filter);
  const problem = problems[0];
  if (problem) throw new FilterError(`"${problem.part}": ${problem.reason}`);
  return terms;
}

/** The same with the terms given, so that a caller can judge some of them by itself. */
export function whereOf({ status, search, ids }: SessionSet, terms: readonly FilterTerm[]): Prisma.Sql {
  const conditions = termConditions(terms);
  if (status) conditions.push(Prisma.sql`s."status" = ${status}`);
  if (search) conditions.push(contains(search));
  if (ids) {
    conditions.push(ids.length === 0 ? Prisma.sql`FALSE` : Prisma.sql`s."id" IN (${Prisma.join(ids)})`);
  }
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, " AND ");
}

/** Whether a session has one value of a field at most, so that several terms of it can only mean any of them. */
export function isSingleValued(field: FilterWord): boolean {
  return field !== "id" && field !== "cause";
}

function termConditions(terms: readonly FilterTerm[]): Prisma.Sql[] {
  const anyOf = new Map<FilterWord, Prisma.Sql[]>();
  const conditions: Prisma.Sql[] = [];
  for (const term of terms) {
    const met = positive(term);
    // An unknown value does not meet a condition, so it does meet its opposite.
    if (term.negated) conditions.push(Prisma.sql`NOT COALESCE(${met}, FALSE)`);
    else if ((term.kind === "word" && isSingleValued(term.field)) || isWordLack(term)) {
      anyOf.set(term.field, [...(anyOf.get(term.field) ?? []), met]);
    } else conditions.push(met);
  }
  return [...conditions, ...Array.from(anyOf.values(), (any) => Prisma.sql`(${Prisma.join(any, " OR ")})`)];
}

/** `client:none client:codex` means any of both, as two names would. */
function isWordLack(
  term: FilterTerm,
): term is FilterTerm & { readonly field: "client" | "run" | "policy"; readonly kind: "lack" } {
  return term.kind === "lack" && term.field !== "reward" && term.field !== "group";
}

function positive(term: FilterTerm): Prisma.Sql {
  switch (term.kind) {
    case "number":
      return Prisma.sql`${NUMBERS[term.field]} ${COMPARISONS[term.comparison]} ${term.value}`;
    case "word":
      return wordCondition(term.field, term.value);
    case "lack":
      return Prisma.sql`${LACKS[term.field]} IS NULL`;
    case "time":
      return timeCondition(term.comparison, BigInt(term.from), BigInt(term.to));
    case "text":
      return textCondition(term.text);
    default:
      return term satisfies never;
  }
}

function timeCondition(comparison: ComparisonOperator, from: bigint, to: bigint): Prisma.Sql {
  const at = Prisma.sql`s."createdAt"`;
  switch (comparison) {
    case "<":
      return Prisma.sql`${at} < ${from}`;
    case "<=":
      return Prisma.sql`${at} < ${to}`;
    case ">":
      return Prisma.sql`${at} >= ${to}`;
    case ">=":
      return Prisma.sql`${at} >= ${from}`;
    case "=":
      return Prisma.sql`(${at} >= ${from} AND ${at} < ${to})`;
    default:
      return comparison satisfies never;
  }
}

function wordCondition(field: FilterWord, value: string): Prisma.Sql {
  switch (field) {
    case "id":
      return contains(value);
    case "cause":
      // The plus keeps SQLite from looking up each key found: it goes down the list, and stops when the page is full.
      return Prisma.sql`+s."key" IN (SELECT "sessionKey" FROM "SessionCause" WHERE ${CAUSE} = ${spaced(value)})`;
    default:
      return Prisma.sql`${WORDS[field]} = ${value}`;
  }
}

/** Some causes have spaces, some hyphens, refusals underscores; typed without quotes there are no spaces. */
const CAUSE = Prisma.sql`replace(replace("cause", '-', ' '), '_', ' ')`;

/** How a cause is compared: as words between spaces. */
export function spaced(cause: string): string {
  return cause.replace(/[-_]/g, " ");
}

/** In the search index a body goes by its session's key times 2^24 plus its number; the migration says so. */
function textCondition(text: string): Prisma.Sql {
  const words = searchedWords(text);
  if (words.length === 0) return contains(text);
  const found = words.map(
    (word) =>
      Prisma.sql`+s."key" IN (SELECT "rowid" >> 24 FROM "MessageSearch" WHERE "MessageSearch" MATCH ${`"${word}"*`})`,
  );
  return Prisma.sql`(${contains(text)} OR (${Prisma.join(found, " AND ")}))`;
}

function contains(text: string): Prisma.Sql {
  return Prisma.sql`instr(s."id", ${text}) > 0`;
}
