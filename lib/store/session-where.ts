import type { Comparison, FilterNumber, FilterTerm, FilterWord } from "@/lib/core/session-filter";
import { parseSessionFilter } from "@/lib/core/session-filter";
import { Prisma } from "@/prisma/generated/client";
import { FilterError } from "./filter-error";
import type { SessionQuery } from "./store";

const NUMBERS: Readonly<Record<FilterNumber, Prisma.Sql>> = {
  turns: Prisma.sql`s."turnCount"`,
  nodes: Prisma.sql`s."nodeCount"`,
  forks: Prisma.sql`s."forkCount"`,
  drift: Prisma.sql`s."driftSpans"`,
  refused: Prisma.sql`s."refusedTokens"`,
  samples: Prisma.sql`s."sampleCount"`,
  sampled: Prisma.sql`s."sampledTokens"`,
  trained: Prisma.sql`s."trainedTokens"`,
  context: Prisma.sql`s."contextTokens"`,
  // Null, and so no match, where nothing was sampled.
  yield: Prisma.sql`(CAST(s."trainedTokens" AS REAL) / NULLIF(s."sampledTokens", 0))`,
  reward: Prisma.sql`s."rewardValue"`,
  group: Prisma.sql`s."groupIndex"`,
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

const COMPARISONS: Readonly<Record<Comparison, Prisma.Sql>> = {
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
export function sessionWhere(query: Pick<SessionQuery, "status" | "search" | "filter">): Prisma.Sql {
  const { terms, problems } = parseSessionFilter(query.filter ?? "");
  const problem = problems[0];
  if (problem) throw new FilterError(`"${problem.part}": ${problem.reason}`);
  const conditions = terms.map(condition);
  if (query.status) conditions.push(Prisma.sql`s."status" = ${query.status}`);
  if (query.search) conditions.push(contains(query.search));
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, " AND ");
}

function condition(term: FilterTerm): Prisma.Sql {
  const met = positive(term);
  // An unknown value does not meet a condition, so it does meet its opposite.
  return term.negated ? Prisma.sql`NOT COALESCE(${met}, FALSE)` : met;
}

function positive(term: FilterTerm): Prisma.Sql {
  switch (term.kind) {
    case "number":
      return Prisma.sql`${NUMBERS[term.field]} ${COMPARISONS[term.comparison]} ${term.value}`;
    case "word":
      return wordCondition(term.field, term.value);
    case "text":
      return textCondition(term.text);
    default:
      return term satisfies never;
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

function spaced(cause: string): string {
  return cause.replace(/[-_]/g, " ");
}

/** In the search index a body goes by its session's key times 2^24 plus its number; the migration says so. */
function textCondition(text: string): Prisma.Sql {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
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
