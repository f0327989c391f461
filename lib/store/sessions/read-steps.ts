import type { RunSteps, StepKind } from "@/lib/core/list/run-steps";
import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import { Prisma } from "@/prisma/generated/client";
import { sessionWhere } from "./session-where";

/** Columns narrower than three pixels of a wide screen tell nothing. */
const MOST_COLUMNS = 400;

const { number, numberOrNull } = rawColumn;

const AT: Readonly<Record<StepKind, Prisma.Sql>> = {
  step: Prisma.sql`s."step"`,
  group: Prisma.sql`s."groupIndex"`,
};

/** The reward of a session that takes part; null for one that failed or is masked, as for one without. */
const REWARD = Prisma.sql`(CASE WHEN COALESCE(s."outcome", 'ok') = 'ok' THEN s."rewardValue" END)`;

const COUNT = new RawRows({ steps: number(Prisma.sql`COUNT(DISTINCT s."step")`) });

function columnRows(at: Prisma.Sql) {
  return new RawRows({
    at: number(at),
    sessions: number(Prisma.sql`COUNT(*)`),
    sampled_tokens: number(Prisma.sql`SUM(s."sampledTokens")`),
    trained_tokens: number(Prisma.sql`SUM(s."trainedTokens")`),
    refused_tokens: number(Prisma.sql`SUM(s."refusedTokens")`),
    reward: numberOrNull(Prisma.sql`AVG(${REWARD})`),
  });
}

function lostRows(at: Prisma.Sql) {
  return new RawRows({ at: number(at), tokens: number(Prisma.sql`SUM(c."tokens")`) });
}

/**
 * The sessions that a filter leaves, by step where any has one, else by group. Dropped sessions and those of no step
 * take no part. Throws `FilterError`.
 */
export async function readSteps(connection: Connection, filter: string): Promise<RunSteps> {
  const { client, dialect } = connection;
  const where = sessionWhere(dialect, { filter });
  return connection.exclusive(async () => {
    const counted = COUNT.read(await COUNT.select(client, Prisma.sql`FROM "Session" s WHERE ${where}`));
    const by: StepKind = (counted[0]?.steps ?? 0) > 0 ? "step" : "group";
    const at = AT[by];
    const taking = Prisma.sql`${at} IS NOT NULL AND s."status" <> 'dropped' AND ${where}`;
    const [columns, losses] = [columnRows(at), lostRows(at)];
    const [figures, lost] = await connection.snapshot([
      columns.select(client, Prisma.sql`FROM "Session" s WHERE ${taking} GROUP BY ${at} ORDER BY ${at}`),
      losses.select(
        client,
        Prisma.sql`FROM "Session" s JOIN "SessionCause" c ON c."sessionKey" = s."key"
          WHERE c."subject" = 'realigned' AND ${taking} GROUP BY ${at}`,
      ),
    ]);
    const realigned = new Map(losses.read(lost).map(({ at, tokens }) => [at, tokens]));
    const all = columns.read(figures).map((column) => {
      const realigned_tokens = realigned.get(column.at) ?? 0;
      const rest = column.sampled_tokens - column.trained_tokens - column.refused_tokens - realigned_tokens;
      return { ...column, realigned_tokens, dropped_tokens: Math.max(0, rest) };
    });
    return { by, columns: all.slice(-MOST_COLUMNS), more: Math.max(0, all.length - MOST_COLUMNS) };
  });
}
