import { groupBy } from "@/lib/core/base/group-by";
import type { CauseOrigin, Figures, FiguresPart, TimeFigures } from "@/lib/core/list/run-stats";
import type { CauseTally } from "@/lib/core/recording/session-cause";
import { CAUSE_SUBJECTS } from "@/lib/core/recording/session-cause";
import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import type { SessionStats, StatsQuery } from "@/lib/store/store";
import { Prisma } from "@/prisma/generated/client";
import type { FacetCounter } from "./facet-counter";
import { sessionWhere } from "./session-where";

const DAY_MS = 86_400_000;

const { number, oneOf, text } = rawColumn;

const FIGURES = {
  sessions: number(Prisma.sql`COUNT(*)`),
  turns: number(Prisma.sql`SUM(s."turnCount")`),
  forks: number(Prisma.sql`SUM(s."forkCount")`),
  drift_spans: number(Prisma.sql`SUM(s."driftSpans")`),
  refused_tokens: number(Prisma.sql`SUM(s."refusedTokens")`),
  samples: number(Prisma.sql`SUM(s."sampleCount")`),
  sampled_tokens: number(Prisma.sql`SUM(s."sampledTokens")`),
  trained_tokens: number(Prisma.sql`SUM(s."trainedTokens")`),
};

const CAUSES = {
  subject: oneOf(Prisma.sql`c."subject"`, CAUSE_SUBJECTS),
  cause: text(Prisma.sql`c."cause"`),
  sessions: number(Prisma.sql`COUNT(*)`),
  count: number(Prisma.sql`SUM(c."count")`),
  tokens: number(Prisma.sql`SUM(c."tokens")`),
};

/** Rows are added up by the words of a session, and by the stretch of time in which it began. */
function groupColumns(bucket: Prisma.Sql) {
  return { facets: number(Prisma.sql`s."facets"`), bucket: number(bucket) };
}

function figureRows(bucket: Prisma.Sql) {
  return new RawRows({ ...groupColumns(bucket), ...FIGURES });
}

function causeRows(bucket: Prisma.Sql) {
  return new RawRows({ ...groupColumns(bucket), ...CAUSES });
}

type StoredFigures = ReturnType<ReturnType<typeof figureRows>["read"]>[number];
type CauseRow = ReturnType<ReturnType<typeof causeRows>["read"]>[number];

const NOTHING: Figures = {
  sessions: 0,
  turns: 0,
  forks: 0,
  drift_spans: 0,
  refused_tokens: 0,
  samples: 0,
  sampled_tokens: 0,
  trained_tokens: 0,
};

/**
 * Figures of the sessions that a filter leaves, together and by part. The rows are read once, added up by what the
 * sessions have in common and by the stretch of time in which they began. Throws `FilterError`.
 */
export async function sessionStats(
  connection: Connection,
  facets: FacetCounter,
  query: StatsQuery,
): Promise<SessionStats> {
  const { client, dialect } = connection;
  const where = sessionWhere(dialect, query);
  const bucketMs = query.bucketMs ?? DAY_MS;
  const bucket = Prisma.sql`s."createdAt" / ${BigInt(bucketMs)}`;
  const [figured, caused] = [figureRows(bucket), causeRows(bucket)];
  const [figures, tallies] = await connection.exclusive(() =>
    connection.snapshot([
      figured.select(client, Prisma.sql`FROM "Session" s WHERE ${where} GROUP BY s."facets", "bucket"`),
      caused.select(
        client,
        Prisma.sql`FROM "Session" s JOIN "SessionCause" c ON c."sessionKey" = s."key" WHERE ${where}
          GROUP BY s."facets", "bucket", c."subject", c."cause"`,
      ),
    ]),
  );
  const rows = figured.read(figures);
  const causes = caused.read(tallies);
  const words = await facets.words();
  const part = (name: (row: StoredFigures) => string) => largest(partsBy(rows, name));
  const word = (field: "status" | "client" | "tokenizer" | "run") => (row: { readonly facets: number }) =>
    words.get(row.facets)?.[field] ?? "";
  return {
    total: sumFigures(rows),
    causes: dearest(sumCauses(causes, () => "")),
    by_status: part(word("status")),
    by_client: part(word("client")),
    by_template: part(word("tokenizer")),
    by_run: part(word("run")),
    by_day: partsBy(rows, ({ bucket }) => dayOf(bucket * bucketMs)).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    ),
    over_time: timeParts(rows, causes, bucketMs),
    bucket_ms: bucketMs,
    cause_sources: causeSources(causes, word("client"), word("tokenizer")),
  };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function sumFigures(rows: readonly Figures[]): Figures {
  return rows.reduce(
    (sum, row) => ({
      sessions: sum.sessions + row.sessions,
      turns: sum.turns + row.turns,
      forks: sum.forks + row.forks,
      drift_spans: sum.drift_spans + row.drift_spans,
      refused_tokens: sum.refused_tokens + row.refused_tokens,
      samples: sum.samples + row.samples,
      sampled_tokens: sum.sampled_tokens + row.sampled_tokens,
      trained_tokens: sum.trained_tokens + row.trained_tokens,
    }),
    NOTHING,
  );
}

function partsBy(rows: readonly StoredFigures[], name: (row: StoredFigures) => string): FiguresPart[] {
  const groups = groupBy(rows, name);
  return Array.from(groups, ([name, members]) => ({ name, ...sumFigures(members) }));
}

function largest(parts: readonly FiguresPart[]): readonly FiguresPart[] {
  return parts.toSorted((a, b) => b.sessions - a.sessions || (a.name < b.name ? -1 : 1));
}

/** Causes added up, apart by the name of each row's group. */
function sumCauses(
  rows: readonly CauseRow[],
  group: (row: CauseRow) => string,
): (CauseTally & { readonly sessions: number; readonly first: CauseRow })[] {
  const groups = groupBy(rows, (row) => `${row.subject}\n${row.cause}\n${group(row)}`);
  return Array.from(groups.values()).flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const { subject, cause } = first;
    const sum = (figure: "sessions" | "count" | "tokens") =>
      members.reduce((total, row) => total + row[figure], 0);
    return [{ subject, cause, sessions: sum("sessions"), count: sum("count"), tokens: sum("tokens"), first }];
  });
}

function dearest(
  causes: readonly (CauseTally & { readonly sessions: number; readonly first: CauseRow })[],
): SessionStats["causes"] {
  return causes
    .map(({ first, ...cause }) => cause)
    .toSorted((a, b) => b.tokens - a.tokens || b.count - a.count);
}

function causeSources(
  rows: readonly CauseRow[],
  client: (row: CauseRow) => string,
  template: (row: CauseRow) => string,
): readonly CauseOrigin[] {
  return sumCauses(rows, (row) => `${client(row)}\n${template(row)}`)
    .map(({ first, ...cause }) => ({ ...cause, client: client(first), template: template(first) }))
    .toSorted((a, b) => b.tokens - a.tokens || b.count - a.count);
}

function timeParts(
  rows: readonly StoredFigures[],
  causes: readonly CauseRow[],
  bucketMs: number,
): readonly TimeFigures[] {
  const causesAt = groupBy(causes, ({ bucket }) => bucket * bucketMs);
  const figuresAt = groupBy(rows, ({ bucket }) => bucket * bucketMs);
  return Array.from(figuresAt, ([from, members]) => ({
    from,
    ...sumFigures(members),
    causes: sumCauses(causesAt.get(from) ?? [], () => "").map(({ first, sessions, ...cause }) => cause),
  })).sort((a, b) => a.from - b.from);
}
