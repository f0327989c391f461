import type { SampleLedger, TrainedWeights } from "@/lib/core/recording/sample-ledger";
import { manifestsOf } from "./manifest";

/** Of a ledger with more samples than these the page names no digests: each stands for all samples before it. */
const MOST_SAMPLES = 20_000;

/** What of a run's sessions went into weights, the last trained first. */
export type RunLedger = readonly (TrainedWeights & {
  /** That of the manifest of these weights; null where the ledger is too long to be read for a page. */
  readonly digest: string | null;
})[];

/** The ledger of a run's page: which weights were trained with samples of the sessions that carry its label. */
export async function runLedger(ledger: SampleLedger, run: string): Promise<RunLedger> {
  const trained = await ledger.weightsWith({ run });
  const digests = new Map<string, ReadonlyMap<string, string>>();
  for (const name of new Set(trained.map((row) => row.run))) {
    if ((await ledger.size(name)) > MOST_SAMPLES) continue;
    // A digest is the same with and without a key.
    const manifests = await manifestsOf(ledger, name, null, null);
    digests.set(name, new Map(manifests.map(({ weights, digest }) => [weights, digest])));
  }
  return trained
    .map((row) => ({ ...row, digest: digests.get(row.run)?.get(row.weights) ?? null }))
    .toReversed();
}
