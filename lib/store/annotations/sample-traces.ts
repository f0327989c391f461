import type { SampleTrace, TracedRun } from "@/lib/core/annotations/sample-trace";
import { groupBy } from "@/lib/core/base/group-by";
import { littleEndian } from "@/lib/core/base/little-endian";
import type { Connection } from "@/lib/store/connection";
import type { Row } from "@/lib/store/write";
import type { SampleTrace as TraceRow } from "@/prisma/generated/client";

/** So many digests are looked up at once. */
const AT_ONCE = 500;

const INTEGERS_OF_A_RUN = 4;

/** The row of a trace, without the key of its session: the writer knows it. */
export function traceRow({ session: _, digest, trained, revision, ...columns }: SampleTrace): Row {
  const runs = trained.flatMap(({ turn, outputStart, start, length }) => [turn, outputStart, start, length]);
  return {
    ...columns,
    revision: BigInt(revision),
    digest: Uint8Array.from(Buffer.from(digest, "hex")),
    trained: littleEndian.fromIds(Int32Array.from(runs)),
  };
}

export function traceOfColumns(
  { sessionKey, trained, digest, revision, ...row }: TraceRow,
  session: string,
): SampleTrace {
  const numbers = littleEndian.toIds(trained);
  const runs = Array.from({ length: numbers.length / INTEGERS_OF_A_RUN }, (_, run): TracedRun => {
    const [turn = 0, outputStart = 0, start = 0, length = 0] = numbers.subarray(run * INTEGERS_OF_A_RUN);
    return { turn, outputStart, start, length };
  });
  return {
    ...row,
    revision: Number(revision),
    session,
    digest: Buffer.from(digest).toString("hex"),
    trained: runs,
  };
}

/**
 * Keeps where exported lines came from. A line that was exported before is kept as it was exported last; lines of a
 * session that is not there any more are not kept.
 */
export async function noteTraces(connection: Connection, traces: readonly SampleTrace[]): Promise<void> {
  if (traces.length === 0) return;
  const parts = [...groupBy(traces, ({ session }) => session)].map(([session, told]) => ({
    type: "traces" as const,
    session,
    rows: [...new Map(told.map((trace) => [trace.digest, traceRow(trace)])).values()],
  }));
  await connection.write({ type: "group", parts });
}

/** Where lines came from, by their digest: from each session that has exported such a line. */
export async function findTraces(
  connection: Connection,
  digests: readonly string[],
): Promise<ReadonlyMap<string, readonly SampleTrace[]>> {
  const found: SampleTrace[] = [];
  for (let start = 0; start < digests.length; start += AT_ONCE) {
    const wanted = digests.slice(start, start + AT_ONCE).map((digest) => Buffer.from(digest, "hex"));
    const rows = await connection.client.sampleTrace.findMany({
      where: { digest: { in: wanted.map((bytes) => Uint8Array.from(bytes)) } },
      include: { session: { select: { id: true } } },
    });
    for (const { session, ...row } of rows) found.push(traceOfColumns(row, session.id));
  }
  return groupBy(found, ({ digest }) => digest);
}

/** All lines that were exported of a session, in order of their digest. */
export async function readTraces(connection: Connection, id: string): Promise<readonly SampleTrace[]> {
  const rows = await connection.client.sampleTrace.findMany({
    where: { session: { id } },
    orderBy: { digest: "asc" },
  });
  return rows.map((row) => traceOfColumns(row, id));
}
