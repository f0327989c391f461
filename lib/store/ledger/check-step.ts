import type { StepDone } from "@/lib/core/recording/sample-ledger";
import { LedgerError } from "./ledger-error";

/** What a lease's row says of it. */
export interface LeasedRow {
  readonly lease: string;
  readonly run: string;
  readonly step: number | null;
  readonly weights: string | null;
}

/**
 * Whether a step can be entered; returns the run that it is of.
 *
 * @param rows those of the leases that the step names, as far as they are there.
 * @param entered weights of the run in the order in which they were first trained.
 * @throws LedgerError in one sentence.
 */
export function checkStep(done: StepDone, rows: readonly LeasedRow[], entered: readonly string[]): string {
  const { step, weights, leases, released } = done;
  const found = new Map(rows.map((row) => [row.lease, row]));
  for (const lease of [...leases, ...released]) {
    const row = found.get(lease);
    if (row === undefined) {
      const why = "it ended and another has the sample, or it was never given";
      throw new LedgerError("unknown", `There is no lease "${lease}": ${why}.`);
    }
    const isSame = row.step === step && row.weights === weights && leases.includes(lease);
    if (row.step === null || isSame) continue;
    const trained = `was trained in step ${row.step} into the weights "${row.weights}"`;
    throw new LedgerError("conflict", `The sample of lease "${lease}" ${trained}.`);
  }
  const runs = [...new Set(rows.map(({ run }) => run))].toSorted();
  if (runs.length > 1) {
    const named = runs.map((run) => `"${run}"`).join(" and ");
    throw new LedgerError("conflict", `The leases are of the runs ${named}; a step is of one.`);
  }
  const at = entered.indexOf(weights);
  const isNew = leases.some((lease) => found.get(lease)?.step === null);
  if (isNew && at !== -1 && at < entered.length - 1) {
    const after = `"${entered.at(-1)}" were trained after them`;
    throw new LedgerError("conflict", `The weights "${weights}" are complete: ${after}.`);
  }
  return runs[0] ?? "";
}
