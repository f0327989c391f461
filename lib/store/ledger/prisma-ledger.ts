import { randomUUID } from "node:crypto";
import type {
  FeedCandidate,
  LeaseTerms,
  SampleLease,
  SampleLedger,
  StepDone,
  TrainedQuery,
  TrainedSample,
  TrainedSessions,
  TrainedWeights,
} from "@/lib/core/recording/sample-ledger";
import type { Connection } from "@/lib/store/connection";
import { RawRows, rawColumn } from "@/lib/store/rows/raw-rows";
import { Prisma } from "@/prisma/generated/client";
import { checkStep, type LeasedRow } from "./check-step";
import { readTrainedWeights } from "./trained-weights";

const WEIGHTS = new RawRows({ weights: rawColumn.text(Prisma.sql`"weights"`) });
const RUNS = new RawRows({ run: rawColumn.text(Prisma.sql`"run"`) });

/** The ledger in the table `FedSample`. */
export class PrismaLedger implements SampleLedger {
  constructor(private readonly connection: Connection) {}

  lease(candidate: FeedCandidate, { run, now, expiresAt, again }: LeaseTerms): Promise<SampleLease | null> {
    const { client } = this.connection;
    const { session, sample, digest, policy, trainedTokens } = candidate;
    return this.connection.exclusive(async () => {
      const trained = await client.fedSample.count({ where: { run, session, digest, step: { not: null } } });
      if (trained > 0 && !again) return null;
      const lease = randomUUID();
      // Whoever comes second finds the row of the first, and takes it over only when its lease has ended.
      const [taken] = await this.connection.execute([
        Prisma.sql`
          INSERT INTO "FedSample"
            ("run", "session", "digest", "pass", "lease", "sample", "policy", "trainedTokens", "leasedAt", "expiresAt")
          VALUES (${run}, ${session}, ${digest}, ${trained}, ${lease}, ${sample}, ${policy}, ${trainedTokens},
            ${BigInt(now)}, ${BigInt(expiresAt)})
          ON CONFLICT ("run", "session", "digest", "pass") DO UPDATE SET
            "lease" = excluded."lease", "leasedAt" = excluded."leasedAt", "expiresAt" = excluded."expiresAt"
          WHERE "FedSample"."step" IS NULL AND "FedSample"."expiresAt" <= ${BigInt(now)}`,
      ]);
      return taken === 1 ? { lease, expiresAt } : null;
    });
  }

  enter(done: StepDone): Promise<string> {
    const { client } = this.connection;
    const { step, weights, leases, released, now } = done;
    return this.connection.exclusive(async () => {
      const rows = await client.fedSample.findMany({ where: { lease: { in: [...leases, ...released] } } });
      const run = checkStep(done, rows, await this.#weightsOf(rows));
      const open = rows.filter((row) => row.step === null);
      const trained = open.flatMap(({ lease }) => (leases.includes(lease) ? [lease] : []));
      const back = open.flatMap(({ lease }) => (released.includes(lease) ? [lease] : []));
      if (open.length === 0) return run;
      const all = Prisma.join([...trained, ...back]);
      // A lease that ended meanwhile has another name: then nothing is entered.
      const whole = Prisma.sql`(SELECT COUNT(*) FROM "FedSample" WHERE "lease" IN (${all}) AND "step" IS NULL) = ${open.length}`;
      const written = await this.connection.execute([
        ...(back.length === 0
          ? []
          : [
              Prisma.sql`UPDATE "FedSample" SET "expiresAt" = 0 WHERE "lease" IN (${Prisma.join(back)}) AND ${whole}`,
            ]),
        ...(trained.length === 0
          ? []
          : [
              Prisma.sql`
                UPDATE "FedSample" SET "step" = ${step}, "weights" = ${weights}, "trainedAt" = ${BigInt(now)}
                WHERE "lease" IN (${Prisma.join(trained)}) AND ${whole}`,
            ]),
      ]);
      if (written.every((count) => count !== 0)) return run;
      return checkStep(done, await client.fedSample.findMany({ where: { lease: { in: [...leases] } } }), []);
    });
  }

  trained({ run, weights, session }: TrainedQuery): Promise<readonly TrainedSample[]> {
    return this.connection.exclusive(async () => {
      const rows = await this.connection.client.fedSample.findMany({
        where: {
          run,
          step: { not: null },
          ...(weights === undefined ? {} : { weights }),
          ...(session === undefined ? {} : { session }),
        },
        orderBy: [{ trainedAt: "asc" }, { step: "asc" }, { key: "asc" }],
      });
      return rows.map((row) => ({
        session: row.session,
        sample: row.sample,
        digest: row.digest,
        policy: row.policy,
        trainedTokens: row.trainedTokens,
        step: row.step ?? 0,
        weights: row.weights ?? "",
        trainedAt: Number(row.trainedAt),
      }));
    });
  }

  weightsWith(sessions: TrainedSessions): Promise<readonly TrainedWeights[]> {
    return readTrainedWeights(this.connection, sessions);
  }

  size(run: string): Promise<number> {
    const where = { run, step: { not: null } };
    return this.connection.exclusive(() => this.connection.client.fedSample.count({ where }));
  }

  weightsOf(run: string): Promise<readonly string[]> {
    return this.connection.exclusive(() => this.#weights(run));
  }

  async runs(): Promise<readonly string[]> {
    const rows = await this.connection.exclusive(() =>
      RUNS.select(
        this.connection.client,
        Prisma.sql`FROM "FedSample" WHERE "step" IS NOT NULL GROUP BY "run" ORDER BY "run"`,
      ),
    );
    return RUNS.read(rows).map(({ run }) => run);
  }

  async #weightsOf(rows: readonly LeasedRow[]): Promise<readonly string[]> {
    const run = rows[0]?.run;
    return run === undefined ? [] : this.#weights(run);
  }

  async #weights(run: string): Promise<readonly string[]> {
    const rows = await WEIGHTS.select(
      this.connection.client,
      Prisma.sql`FROM "FedSample" WHERE "run" = ${run} AND "step" IS NOT NULL
        GROUP BY "weights" ORDER BY MIN("trainedAt"), MIN("step"), MIN("key")`,
    );
    return WEIGHTS.read(rows).map(({ weights }) => weights);
  }
}
