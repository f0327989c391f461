import { z } from "zod";
import { groupBy } from "@/lib/core/base/group-by";
import type { CauseOrigin, Figures, FiguresPart, TimeFigures } from "@/lib/core/list/run-stats";
import type { CauseTally } from "@/lib/core/recording/session-cause";
import { CAUSE_SUBJECTS } from "@/lib/core/recording/session-cause";
import type { Connection } from "@/lib/store/connection";
import type { SessionStats, StatsQuery } from "@/lib/store/store";
import { Prisma } from "@/prisma/generated/client";
import type { FacetCounter } from "./facet-counter";
import { sessionWhere } from "./session-where";

const DAY_MS = 86_400_000;

const count = z.coerce.number();
const figureShape = {
  sessions: count,
  turns: count,
  forks: count,
  drift_spans: count,
  refused_tokens: count,
  samples: count,
  sampled_tokens: count,
  trained_tokens: count,
};
const figureRow = z.object({ facets: count, bucket: count, ...figureShape });
const causeRow = z.object({
  facets: count,
  bucket: count,
  subject: z.enum(CAUSE_SUBJECTS),
  cause: z.string(),
  sessions: count,
  count,
  tokens: count,
});
type StoredFigures = z.infer<typeof figureRow>;
type CauseRow = z.infer<typeof causeRow>;

const FIGURES = Prisma.sql`COUNT(*) AS "sessions", SUM(s."turnCount") AS "turns", SUM(s."forkCount") AS "forks",
  SUM(s."driftSpans") AS "drift_spans", SUM(s."refusedTokens") AS "refused_tokens", SUM(s."sampleCount") AS "samples",
  SUM(s."sampledTokens") AS "sampled_tokens", SUM(s."trainedTokens") AS "trained_tokens"`;

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
  const where = sessionWhere(query);
  const { client } = connection;
  const bucketMs = query.bucketMs ?? DAY_MS;
  const group = Prisma.sql`s."facets" AS "facets", s."createdAt" / ${BigInt(bucketMs)} AS "bucket"`;
  const [figureRows, causeRows] = await connection.exclusive(() =>
    connection.snapshot([
      client.$queryRaw`SELECT ${group}, ${FIGURES} FROM "Session" s WHERE ${where} GROUP BY 1, 2`,
      client.$queryRaw`SELECT ${group}, c."subject" AS "subject", c."cause" AS "cause",
        COUNT(*) AS "sessions", SUM(c."count") AS "count", SUM(c."tokens") AS "tokens"
        FROM "Session" s JOIN "SessionCause" c ON c."sessionKey" = s."key" WHERE ${where} GROUP BY 1, 2, 3, 4`,
    ]),
  );
  const rows = z.array(figureRow).parse(figureRows);
  const causes = z.array(causeRow).parse(causeRows);
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
