import type { Recording } from "@/lib/core/recording/recording";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import type { LostRun } from "@/lib/core/samples/sample";

function fateText(run: LostRun): string {
  switch (run.fate.state) {
    case "realigned":
      return "realigned";
    case "refused":
    case "dropped":
      return `${run.fate.state}: ${run.fate.reason.replaceAll("_", " ")}`;
  }
}

/**
 * Why a session yields no sample, in one sentence; null when it yields one.
 *
 * @example
 * emptyReason(recordingOfNoTurns, result); // "The session has no turns."
 */
export function emptyReason(recording: Recording, result: LineariseResult): string | null {
  if (result.samples.length > 0) return null;
  if (recording.turns.length === 0) return "The session has no turns.";
  if (result.ledger.sampled === 0) return "No token of the session was sampled with its id recorded.";
  const lengths = new Map<string, number>();
  for (const run of result.ledger.lost) {
    const fate = fateText(run);
    lengths.set(fate, (lengths.get(fate) ?? 0) + run.length);
  }
  const fates = [...lengths].map(([fate, length]) => `${length} ${fate}`).join(", ");
  return `None of the ${result.ledger.sampled} sampled tokens trains${fates === "" ? "" : ` (${fates})`}.`;
}
