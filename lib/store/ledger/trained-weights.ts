import type { TrainedSessions, TrainedWeights } from "@/lib/core/recording/sample-ledger";
import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import { Prisma } from "@/prisma/generated/client";

const ROWS = new RawRows({
  run: rawColumn.text(Prisma.sql`f."run"`),
  weights: rawColumn.text(Prisma.sql`f."weights"`),
  steps: rawColumn.number(Prisma.sql`COUNT(DISTINCT f."step")`),
  firstStep: rawColumn.number(Prisma.sql`MIN(f."step")`),
  lastStep: rawColumn.number(Prisma.sql`MAX(f."step")`),
  sessions: rawColumn.number(Prisma.sql`COUNT(DISTINCT f."session")`),
  samples: rawColumn.number(Prisma.sql`COUNT(*)`),
  trainedTokens: rawColumn.number(Prisma.sql`SUM(f."trainedTokens")`),
  trainedAt: rawColumn.number(Prisma.sql`MAX(f."trainedAt")`),
});

/** The names of ledgers, each found by one look into the index: the ledger's rows are by run and session. */
const LEDGERS = Prisma.sql`(
  WITH RECURSIVE "names"("run") AS (
    SELECT MIN("run") FROM "FedSample"
    UNION ALL
    SELECT (SELECT MIN(n."run") FROM "FedSample" n WHERE n."run" > "names"."run") FROM "names"
    WHERE "names"."run" IS NOT NULL
  ) SELECT "run" FROM "names" WHERE "run" IS NOT NULL
)`;

/** `SampleLedger.weightsWith`: costs a look into the index for each of the sessions and each ledger. */
export async function readTrainedWeights(
  connection: Connection,
  sessions: TrainedSessions,
): Promise<readonly TrainedWeights[]> {
  const which =
    "run" in sessions ? Prisma.sql`s."run" = ${sessions.run}` : Prisma.sql`s."id" = ${sessions.session}`;
  const rows = await connection.exclusive(() =>
    ROWS.select(
      connection.client,
      Prisma.sql`FROM "Session" s CROSS JOIN ${LEDGERS} AS l
        JOIN "FedSample" f ON f."run" = l."run" AND f."session" = s."id"
        WHERE ${which} AND f."step" IS NOT NULL
        GROUP BY f."run", f."weights" ORDER BY MIN(f."trainedAt"), MIN(f."step"), f."run"`,
    ),
  );
  return ROWS.read(rows);
}
