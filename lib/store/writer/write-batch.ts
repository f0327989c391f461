import type { Dialect } from "@/lib/store/dialect/dialect";
import type { SessionChange } from "@/lib/store/store";
import type { Outcome, Write, Written } from "@/lib/store/write";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import { carryOut } from "./carry-out";
import { inRounds, isWritten, judgeWrite, partsOf, type SessionWrite, type WriteHead } from "./judge-writes";
import { readHeads, type Transaction } from "./write-statements";

/** A long import is one transaction; nothing waits for a timer. */
const TRANSACTION_LIMITS = { maxWait: 600_000, timeout: 600_000 };

/** A connection that nobody else uses. */
export interface WriteConnection {
  readonly client: PrismaClient;
  readonly dialect: Dialect;
}

/**
 * Writes all of these in one transaction, in their order, and answers what became of each. Guards are asked first: a
 * write that may not happen is refused and takes none of the others with it. When this throws, nothing was written,
 * unless the answer to the commit was lost.
 *
 * @param onJudged told the outcomes before they are committed.
 */
export async function writeBatch(
  { client, dialect }: WriteConnection,
  writes: readonly Write[],
  onJudged: (outcomes: readonly Outcome[]) => void = () => undefined,
): Promise<readonly Outcome[]> {
  return client.$transaction(async (opened) => {
    const transaction = { client: opened, dialect };
    await opened.$executeRaw(dialect.writeLock);
    if (writes.some(({ type }) => type === "probe")) await dialect.probe(opened);
    const { heads, keys } = await headsOf(transaction, writes.flatMap(partsOf));
    const refusals = writes.map((write) => judgeWrite(write, heads));
    const changes: SessionChange[][] = writes.map(() => []);
    const accepted = writes.flatMap((write, at) =>
      refusals[at] === null ? partsOf(write).map((part) => ({ write: part, at })) : [],
    );
    for (const round of inRounds(accepted.filter(({ write }) => isWritten(write, heads)))) {
      const made = await carryOut(
        transaction,
        round.map(({ write }) => write),
        keys,
      );
      for (const [i, { at }] of round.entries()) changes[at]?.push(...(made[i] ?? []));
    }
    const counts = await executeAll(opened, writes);
    const outcomes = changes.map(
      (made, at): Outcome => refusals[at] ?? { type: "written", changes: made, ...counts.get(at) },
    );
    onJudged(outcomes);
    return outcomes;
  }, TRANSACTION_LIMITS);
}

/** Carries out the statements that were given as such, in order, and answers by the place of their write. */
async function executeAll(
  client: Pick<PrismaClient, "$executeRaw">,
  writes: readonly Write[],
): Promise<ReadonlyMap<number, Pick<Written, "counts">>> {
  const executed = new Map<number, Pick<Written, "counts">>();
  for (const [at, write] of writes.entries()) {
    if (write.type !== "statements") continue;
    const counts: number[] = [];
    for (const { texts, values } of write.statements) {
      counts.push(await client.$executeRaw(new Prisma.Sql(texts, values)));
    }
    executed.set(at, { counts });
  }
  return executed;
}

async function headsOf(transaction: Transaction, writes: readonly SessionWrite[]) {
  const heads = new Map<string, WriteHead>();
  const keys = new Map<string, number>();
  const ids = [...new Set(writes.map(({ session }) => session))];
  if (ids.length === 0) return { heads, keys };
  for (const { id, key, ...head } of await readHeads(transaction, ids)) {
    heads.set(id, head);
    keys.set(id, key);
  }
  return { heads, keys };
}
