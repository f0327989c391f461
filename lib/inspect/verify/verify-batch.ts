import { groupBy } from "@/lib/core/base/group-by";
import type { Policy } from "@/lib/core/policy/policy";
import { linearise } from "@/lib/core/samples/linearise";
import { materialiseSample } from "@/lib/core/samples/materialise-sample";
import { scaledBy } from "@/lib/export/formats/scaled-by";
import { sampleDigest } from "@/lib/export/sample-digest";
import type { SessionRecord, Store } from "@/lib/store/store";
import { batchFaults, type KnownSample } from "./batch-faults";
import type { BatchRow } from "./batch-row";

/** A row of a dump, and where it stands. */
export interface DumpedRow {
  readonly source: string;
  readonly number: number;
  readonly row: BatchRow;
}

/** What was found of a row. */
export interface CheckedRow extends DumpedRow {
  /** The recorded sample that it is of; null where none is it. */
  readonly sample: { readonly session: string; readonly index: number } | null;
  readonly faults: readonly string[];
}

interface KnownRow {
  readonly session: string;
  readonly index: number;
  readonly digest: string;
  readonly recorded: KnownSample;
}

async function* candidatesOf(
  store: Pick<Store, "readRecording" | "readDigests">,
  sessions: AsyncIterable<SessionRecord>,
  policyOf: (session: SessionRecord) => Policy,
): AsyncGenerator<KnownRow> {
  for await (const session of sessions) {
    const recording = await store.readRecording(session.id);
    const digests = await store.readDigests(session.id);
    const rewards = { reward: null, leafRewards: null };
    for (const sample of linearise(recording, policyOf(session), rewards).samples) {
      const columns = materialiseSample(recording, sample);
      const { tokens, lossMask, logProbs } = columns;
      const before = new Array<number>(tokens.length - lossMask.length).fill(0);
      yield {
        session: session.id,
        index: sample.index,
        digest: sampleDigest(
          columns,
          sample.turns.map((turn) => digests[turn - 1] ?? ""),
        ),
        recorded: {
          tokens: [...tokens],
          mask: [...before, ...lossMask],
          logProbs: [...before, ...logProbs],
          temperature: scaledBy(sample, { recording }),
        },
      };
    }
  }
}

const keyOf = (tokens: readonly number[]) => tokens.join(" ");

function commonLength(ours: readonly number[], theirs: readonly number[]): number {
  const at = ours.findIndex((id, place) => id !== theirs[place]);
  return at === -1 ? ours.length : at;
}

/**
 * Compares the rows of a batch that a trainer used with the recorded samples. A row's sample is that whose digest it
 * carries, else the one with its ids; a row of neither is compared with the sample whose ids it follows furthest.
 *
 * @param sessions gives the sessions anew each time that it is called.
 * @param divisor what the trainer divided its logits by, where the dump does not say.
 */
export async function verifyBatch(
  store: Pick<Store, "readRecording" | "readDigests">,
  sessions: () => AsyncIterable<SessionRecord>,
  policyOf: (session: SessionRecord) => Policy,
  rows: readonly DumpedRow[],
  divisor: number | null,
): Promise<readonly CheckedRow[]> {
  const checked = new Map<DumpedRow, CheckedRow>();
  const check = (dumped: DumpedRow, { session, index, recorded }: KnownRow) =>
    checked.set(dumped, {
      ...dumped,
      sample: { session, index },
      faults: batchFaults(recorded, dumped.row, divisor),
    });
  const waiting = groupBy(rows, ({ row }) => row.digest ?? keyOf(row.tokens));
  for await (const candidate of candidatesOf(store, sessions(), policyOf)) {
    for (const key of [candidate.digest, keyOf(candidate.recorded.tokens)]) {
      for (const dumped of waiting.get(key) ?? []) check(dumped, candidate);
      waiting.delete(key);
    }
  }
  const left = rows.filter((dumped) => !checked.has(dumped));
  if (left.length > 0) {
    const nearest = await nearestOf(candidatesOf(store, sessions(), policyOf), left);
    for (const dumped of left) {
      const candidate = nearest.get(dumped);
      if (candidate !== undefined) check(dumped, candidate);
    }
  }
  const none = ["no recorded sample begins as it does"];
  return rows.map((dumped) => checked.get(dumped) ?? { ...dumped, sample: null, faults: none });
}

/** Of each row the sample whose ids it follows furthest; none where it follows none. */
async function nearestOf(
  candidates: AsyncIterable<KnownRow>,
  rows: readonly DumpedRow[],
): Promise<ReadonlyMap<DumpedRow, KnownRow>> {
  const nearest = new Map<DumpedRow, KnownRow>();
  const lengths = new Map<DumpedRow, number>();
  for await (const candidate of candidates) {
    for (const dumped of rows) {
      const length = commonLength(candidate.recorded.tokens, dumped.row.tokens);
      if (length <= (lengths.get(dumped) ?? 0)) continue;
      lengths.set(dumped, length);
      nearest.set(dumped, candidate);
    }
  }
  return nearest;
}
