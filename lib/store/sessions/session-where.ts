import { searchedWords } from "@/lib/core/list/searched-words";
import {
  type ComparisonOperator,
  type FilterLack,
  type FilterNumber,
  type FilterTerm,
  type FilterWord,
  parseSessionFilter,
} from "@/lib/core/list/session-filter";
import type { Dialect } from "@/lib/store/dialect/dialect";
import { FilterError } from "@/lib/store/rows/filter-error";
import type { FeedRun, SessionSet } from "@/lib/store/store";
import { Prisma } from "@/prisma/generated/client";
import { flagWhere } from "./flag-where";

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
  yield: Prisma.sql`(CAST(s."trainedTokens" AS DOUBLE PRECISION) / NULLIF(s."sampledTokens", 0))`,
  reward: Prisma.sql`s."rewardValue"`,
  group: Prisma.sql`s."groupIndex"`,
  step: Prisma.sql`s."step"`,
  duration: Prisma.sql`(CASE WHEN s."lastTurnAt" > s."createdAt"
    THEN CAST(s."lastTurnAt" - s."createdAt" AS DOUBLE PRECISION) ELSE s."lastTurnAt" * 0 END / 1000)`,
};

const ID = Prisma.sql`s."id"`;

/** Words of a closed list are cast: PostgreSQL refuses to compare them with a word that is none of them. */
const WORDS: Readonly<Record<Exclude<FilterWord, "id" | "cause" | "label" | "flag">, Prisma.Sql>> = {
  status: Prisma.sql`CAST(s."status" AS TEXT)`,
  model: Prisma.sql`s."model"`,
  tokenizer: Prisma.sql`s."tokenizer"`,
  policy: Prisma.sql`s."finishedPolicy"`,
  origin: Prisma.sql`CAST(s."origin" AS TEXT)`,
  client: Prisma.sql`s."client"`,
  run: Prisma.sql`s."run"`,
  outcome: Prisma.sql`s."outcome"`,
};

const LACKS: Readonly<Record<FilterLack, Prisma.Sql>> = {
  client: WORDS.client,
  run: WORDS.run,
  policy: WORDS.policy,
  reward: NUMBERS.reward,
  group: NUMBERS.group,
  step: NUMBERS.step,
  outcome: WORDS.outcome,
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
 * Prisma.sql`SELECT COUNT(*) FROM "Session" s WHERE ${sessionWhere(SQLITE, { filter: "forks:>2" })}`;
 */
export function sessionWhere(dialect: Dialect, query: SessionSet): Prisma.Sql {
  return whereOf(dialect, query, readFilter(query));
}

/** The terms of a query's filter. Throws `FilterError` when it cannot be read. */
export function readFilter({ filter = "" }: SessionSet): readonly FilterTerm[] {
  const { terms, problems } = parseSessionFilter(filter);
  const problem = problems[0];
  if (problem) throw new FilterError(`"${problem.part}": ${problem.reason}`);
  return terms;
}

/** The same with the terms given, so that a caller can judge some of them by itself. */
export function whereOf(
  dialect: Dialect,
  { status, search, ids, leftFor }: SessionSet,
  terms: readonly FilterTerm[],
): Prisma.Sql {
  const conditions = termConditions(dialect, terms);
  if (status) conditions.push(Prisma.sql`${WORDS.status} = ${status}`);
  if (search) conditions.push(dialect.contains(ID, search));
  if (ids) {
    conditions.push(ids.length === 0 ? Prisma.sql`FALSE` : Prisma.sql`s."id" IN (${Prisma.join(ids)})`);
  }
  if (leftFor) conditions.push(leftForFeed(leftFor));
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, " AND ");
}

/**
 * Sessions of which a run can get a sample: not all of theirs are leased or trained. An open one may have got more. The
 * index of the ledger answers it session by session, so that what was trained is never read.
 */
function leftForFeed({ run, now }: FeedRun): Prisma.Sql {
  return Prisma.sql`(${WORDS.status} = 'open' OR (
    SELECT COUNT(DISTINCT f."digest") FROM "FedSample" f
    WHERE f."run" = ${run} AND f."session" = s."id" AND (f."step" IS NOT NULL OR f."expiresAt" > ${BigInt(now)})
  ) < CASE WHEN s."sampleCount" > 1 THEN s."sampleCount" ELSE 1 END)`;
}

/** Whether a session has one value of a field at most, so that several terms of it can only mean any of them. */
export function isSingleValued(field: FilterWord): boolean {
  return field !== "id" && field !== "cause" && field !== "label";
}

function termConditions(dialect: Dialect, terms: readonly FilterTerm[]): Prisma.Sql[] {
  const anyOf = new Map<FilterWord, Prisma.Sql[]>();
  const conditions: Prisma.Sql[] = [];
  for (const term of terms) {
    const met = positive(dialect, term);
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
): term is FilterTerm & { readonly field: "client" | "run" | "policy" | "outcome"; readonly kind: "lack" } {
  return term.kind === "lack" && term.field !== "reward" && term.field !== "group" && term.field !== "step";
}

function positive(dialect: Dialect, term: FilterTerm): Prisma.Sql {
  switch (term.kind) {
    case "number":
      return Prisma.sql`${NUMBERS[term.field]} ${COMPARISONS[term.comparison]} CAST(${term.value} AS DOUBLE PRECISION)`;
    case "word":
      return wordCondition(dialect, term.field, term.value);
    case "lack":
      return Prisma.sql`${LACKS[term.field]} IS NULL`;
    case "flag":
      return flagWhere(term.flag);
    case "score":
      return annotated(scoreCondition(term));
    case "time":
      return timeCondition(term.comparison, BigInt(term.from), BigInt(term.to));
    case "text":
      return textCondition(dialect, term.text);
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

function wordCondition(dialect: Dialect, field: Exclude<FilterWord, "flag">, value: string): Prisma.Sql {
  switch (field) {
    case "id":
      return dialect.contains(ID, value);
    case "cause":
      // The plus keeps SQLite from looking up each key found: it goes down the list, and stops when the page is full.
      return Prisma.sql`+s."key" IN (SELECT "sessionKey" FROM "SessionCause" WHERE ${CAUSE} = ${spaced(value)})`;
    case "label":
      return labelCondition(dialect, value);
    case "outcome":
      return value === "failed"
        ? dialect.contains(WORDS.outcome, "failed:")
        : Prisma.sql`${WORDS.outcome} = ${value}`;
    default:
      return Prisma.sql`${WORDS[field]} = ${value}`;
  }
}

/**
 * Whether an annotation that counts meets a condition on `"Annotation" a`: of a producer, a kind and a target the newest
 * does.
 */
function annotated(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`+s."key" IN (SELECT a."sessionKey" FROM "Annotation" a WHERE ${condition}
    AND NOT EXISTS (SELECT 1 FROM "Annotation" b WHERE b."sessionKey" = a."sessionKey"
      AND b."producer" = a."producer" AND b."kind" = a."kind" AND b."target" = a."target" AND b."at" > a."at"))`;
}

function scoreCondition({
  name,
  comparison,
  value,
}: Extract<FilterTerm, { readonly kind: "score" }>): Prisma.Sql {
  const isKind = Prisma.sql`a."kind" = ${`score:${name}`}`;
  // A score that was taken back has no number.
  if (comparison === null) return Prisma.sql`${isKind} AND a."number" IS NOT NULL`;
  return Prisma.sql`${isKind} AND a."number" ${COMPARISONS[comparison]} CAST(${value} AS DOUBLE PRECISION)`;
}

/** `name=value` is a label that the session was opened with, as its JSON spells it; a word is one that was annotated. */
function labelCondition(dialect: Dialect, value: string): Prisma.Sql {
  const word = annotated(Prisma.sql`a."kind" = 'label' AND a."word" = ${value}`);
  const [name = "", ...rest] = value.split("=");
  if (rest.length === 0) return word;
  const spelled = [JSON.stringify(rest.join("=")), rest.join("=")].map(
    (one) => `${JSON.stringify(name)}:${one}`,
  );
  const [text = "", plain = ""] = spelled;
  const labels = Prisma.sql`s."labels"`;
  const isPlain = /^(?:-?\d+(?:\.\d+)?|true|false)$/.test(rest.join("="));
  const own = [
    dialect.contains(labels, text),
    ...(isPlain ? [dialect.contains(labels, `${plain},`), dialect.contains(labels, `${plain}}`)] : []),
  ];
  return Prisma.sql`(${word} OR ${Prisma.join(own, " OR ")})`;
}

/** Some causes have spaces, some hyphens, refusals underscores; typed without quotes there are no spaces. */
const CAUSE = Prisma.sql`replace(replace("cause", '-', ' '), '_', ' ')`;

/** How a cause is compared: as words between spaces. */
export function spaced(cause: string): string {
  return cause.replace(/[-_]/g, " ");
}

function textCondition(dialect: Dialect, text: string): Prisma.Sql {
  const words = searchedWords(text);
  const inId = dialect.contains(ID, text);
  if (words.length === 0) return inId;
  return Prisma.sql`(${inId} OR (${Prisma.join(words.map(dialect.hasWord), " AND ")}))`;
}
