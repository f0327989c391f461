import { groupBy } from "@/lib/core/base/group-by";
import type { FlagEvidence, FlagFigures, SetFlags } from "@/lib/core/list/flag-figures";
import { FLAG_NAMES, FLAG_RULES, type FlagName } from "@/lib/core/list/session-flag";
import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import type { SessionSet } from "@/lib/store/store";
import { Prisma } from "@/prisma/generated/client";
import { askedFlags } from "./flag-where";
import { sessionWhere } from "./session-where";

/** Places told of each flag: the filter finds the others. */
const PLACES = 3;

const { number, oneOf, text } = rawColumn;

const TOTAL = new RawRows({
  sessions: number(Prisma.sql`COUNT(*)`),
  sampled_tokens: number(Prisma.sql`COALESCE(SUM(s."sampledTokens"), 0)`),
  unjudged: number(
    Prisma.sql`COUNT(*) FILTER (WHERE s."turnCount" > 0 AND s."status" <> 'dropped' AND s."judgedBy" < ${FLAG_RULES})`,
  ),
});

const FLAG = oneOf(Prisma.sql`f."flag"`, FLAG_NAMES);

const SESSIONS = new RawRows({
  flag: FLAG,
  sessions: number(Prisma.sql`COUNT(DISTINCT s."key")`),
  groups: number(Prisma.sql`COUNT(DISTINCT s."groupIndex")`),
});

const DETAILS = new RawRows({
  flag: FLAG,
  detail: text(Prisma.sql`f."detail"`),
  count: number(Prisma.sql`SUM(f."count")`),
  tokens: number(Prisma.sql`SUM(f."tokens")`),
});

const EVIDENCE = new RawRows({
  flag: FLAG,
  session: text(Prisma.sql`f."id"`),
  turn: number(Prisma.sql`COALESCE(f."turn", 0)`),
  start: number(Prisma.sql`f."start"`),
  length: number(Prisma.sql`f."length"`),
});

const ASKED = new RawRows({
  flag: FLAG,
  sessions: number(Prisma.sql`COUNT(*)`),
  groups: number(Prisma.sql`COUNT(DISTINCT f."groupIndex")`),
});

const ASKED_SESSIONS = new RawRows({ flag: FLAG, session: text(Prisma.sql`f."id"`) });

/**
 * What is out of order in the sessions that a filter leaves, from what was worked out when each changed last: no
 * recording is read. Throws `FilterError`.
 */
export async function readFlags(connection: Connection, query: SessionSet): Promise<SetFlags> {
  const { client, dialect } = connection;
  const where = sessionWhere(dialect, query);
  // SQLite takes the tables of a cross join in turn: the sessions come from the list's index, then the flags of each.
  const flagged = Prisma.sql`FROM "Session" s CROSS JOIN "SessionFlag" f WHERE f."sessionKey" = s."key" AND ${where}`;
  const asked = askedFlags(where);
  const [total, sessions, details, evidence, askedCounts, askedPlaces] = await connection.exclusive(() =>
    connection.snapshot([
      TOTAL.select(client, Prisma.sql`FROM "Session" s WHERE ${where}`),
      SESSIONS.select(client, Prisma.sql`${flagged} GROUP BY f."flag"`),
      DETAILS.select(client, Prisma.sql`${flagged} GROUP BY f."flag", f."detail"`),
      EVIDENCE.select(
        client,
        Prisma.sql`FROM (SELECT f.*, s."id", ROW_NUMBER() OVER (PARTITION BY f."flag"
            ORDER BY f."tokens" DESC, f."count" DESC, f."sessionKey", f."detail") AS "place" ${flagged}) f
          WHERE f."place" <= ${PLACES} ORDER BY f."flag", f."place"`,
      ),
      ASKED.select(client, Prisma.sql`FROM ${asked} f GROUP BY f."flag" ORDER BY f."flag"`),
      ASKED_SESSIONS.select(
        client,
        Prisma.sql`FROM (SELECT f.*, ROW_NUMBER() OVER (PARTITION BY f."flag" ORDER BY f."key") AS "place"
            FROM ${asked} f) f WHERE f."place" <= ${PLACES} ORDER BY f."flag", f."place"`,
      ),
    ]),
  );
  const kinds = groupBy(DETAILS.read(details), ({ flag }) => flag);
  const places = groupBy(EVIDENCE.read(evidence), ({ flag }) => flag);
  const stored = SESSIONS.read(sessions).map(({ flag, ...counts }) =>
    storedFlag(flag, counts, kinds.get(flag) ?? [], places.get(flag) ?? []),
  );
  const figures = TOTAL.read(total)[0] ?? { sessions: 0, sampled_tokens: 0, unjudged: 0 };
  return { ...figures, flags: [...stored, ...setFlags(askedCounts, askedPlaces)] };
}

type Kind = ReturnType<typeof DETAILS.read>[number];
type FlagRow = ReturnType<typeof EVIDENCE.read>[number];

function storedFlag(
  flag: FlagName,
  counts: Pick<FlagFigures, "sessions" | "groups">,
  kinds: readonly Kind[],
  places: readonly FlagRow[],
): FlagFigures {
  const details = kinds
    .map(({ detail, count, tokens }) => ({ detail, count, tokens }))
    .toSorted((a, b) => b.tokens - a.tokens || b.count - a.count || (a.detail < b.detail ? -1 : 1));
  const sum = (figure: "count" | "tokens") => details.reduce((all, kind) => all + kind[figure], 0);
  const evidence = places.map(
    ({ session, turn, start, length }): FlagEvidence => ({
      session,
      turn: turn === 0 ? null : turn,
      start,
      length,
    }),
  );
  return { flag, ...counts, count: sum("count"), tokens: sum("tokens"), details, evidence };
}

/** The flags that sessions have by what others are: of no turn, and with no tokens of their own. */
function setFlags(counts: unknown, places: unknown): readonly FlagFigures[] {
  const found = groupBy(ASKED_SESSIONS.read(places), ({ flag }) => flag);
  return ASKED.read(counts).map((row) => {
    const evidence = (found.get(row.flag) ?? []).map(({ session }) => ({
      session,
      turn: null,
      start: 0,
      length: 0,
    }));
    return { ...row, count: 0, tokens: 0, details: [], evidence };
  });
}
