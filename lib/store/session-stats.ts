import { z } from "zod";
import { Prisma } from "@/prisma/generated/client";
import type { Connection } from "./connection";
import { sessionWhere } from "./session-where";
import type { SessionQuery, SessionStats } from "./store";

const count = z.coerce.number();
const figures = z.object({
  sessions: count,
  turns: count,
  forks: count,
  drift_spans: count,
  refused_tokens: count,
  samples: count,
  sampled_tokens: count,
  trained_tokens: count,
});
const partRow = figures.extend({ name: z.coerce.string() });
const causeRow = z.object({
  subject: z.enum(["fork", "drift", "refused"]),
  cause: z.string(),
  sessions: count,
  count,
  tokens: count,
});

const FIGURES = Prisma.sql`COUNT(*) AS "sessions", COALESCE(SUM(s."turnCount"), 0) AS "turns",
  COALESCE(SUM(s."forkCount"), 0) AS "forks", COALESCE(SUM(s."driftSpans"), 0) AS "drift_spans",
  COALESCE(SUM(s."refusedTokens"), 0) AS "refused_tokens", COALESCE(SUM(s."sampleCount"), 0) AS "samples",
  COALESCE(SUM(s."sampledTokens"), 0) AS "sampled_tokens", COALESCE(SUM(s."trainedTokens"), 0) AS "trained_tokens"`;

/** Parts that the figures are told by. Sessions count towards the day, in UTC, on which they were last written to. */
const PARTS = {
  by_status: Prisma.sql`s."status"`,
  by_client: Prisma.sql`COALESCE(s."client", '')`,
  by_template: Prisma.sql`s."tokenizer"`,
  by_run: Prisma.sql`COALESCE(s."run", '')`,
  by_day: Prisma.sql`date(s."updatedAt" / 1000, 'unixepoch')`,
};

/** How many parts of one kind are told; the largest come first, days in order. */
const PARTS_TOLD = 400;

/** Figures of the sessions that a filter leaves, together and by part. Throws `FilterError`. */
export async function sessionStats(
  connection: Connection,
  query: Pick<SessionQuery, "status" | "search" | "filter">,
): Promise<SessionStats> {
  const where = sessionWhere(query);
  const { client } = connection;
  const part = (name: Prisma.Sql) =>
    client.$queryRaw`SELECT ${name} AS "name", ${FIGURES} FROM "Session" s WHERE ${where}
      GROUP BY 1 ORDER BY "sessions" DESC LIMIT ${PARTS_TOLD}`;
  const [total, causes, byStatus, byClient, byTemplate, byRun, byDay] = await connection.exclusive(() =>
    connection.snapshot([
      client.$queryRaw`SELECT ${FIGURES} FROM "Session" s WHERE ${where}`,
      client.$queryRaw`SELECT c."subject", c."cause", COUNT(*) AS "sessions", SUM(c."count") AS "count",
        SUM(c."tokens") AS "tokens" FROM "SessionCause" c JOIN "Session" s ON s."key" = c."sessionKey"
        WHERE ${where} GROUP BY c."subject", c."cause" ORDER BY "tokens" DESC`,
      part(PARTS.by_status),
      part(PARTS.by_client),
      part(PARTS.by_template),
      part(PARTS.by_run),
      part(PARTS.by_day),
    ]),
  );
  const parts = z.array(partRow);
  return {
    total: figures.parse(z.array(z.unknown()).parse(total)[0]),
    causes: z.array(causeRow).parse(causes),
    by_status: parts.parse(byStatus),
    by_client: parts.parse(byClient),
    by_template: parts.parse(byTemplate),
    by_run: parts.parse(byRun),
    by_day: parts.parse(byDay).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
