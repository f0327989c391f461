import type { TokenColumns } from "@/lib/core/token-columns";
import { TOKEN_STATES } from "@/lib/core/token-state";

/** What the colours of the token pane stand for. */
export const OVERLAYS = ["mask", "logprob", "owner"] as const;
export type Overlay = (typeof OVERLAYS)[number];

/** Lower bounds of the steps of surprisal, −log p in nats. Fixed, so that two sessions can be compared. */
const SURPRISAL_STEPS = [0, 0.05, 0.2, 0.5, 1, 2, 4] as const;

/** The step that a log-prob falls in, 0 to 6. */
function surprisalStep(logProb: number): number {
  const surprisal = -logProb;
  return Math.max(
    0,
    SURPRISAL_STEPS.findLastIndex((bound) => surprisal >= bound),
  );
}

/** The class that draws a token under an overlay. `owners` says which turn each token comes from, 0 for none. */
export function overlayClass(
  overlay: Overlay,
  columns: TokenColumns,
  owners: Int32Array,
  at: number,
): string {
  switch (overlay) {
    case "mask":
      return `token-${TOKEN_STATES[columns.states[at] ?? 0] ?? "context"}`;
    case "logprob": {
      if (columns.sampled[at] !== 1) return "token-context";
      const logProb = columns.logProbs[at] ?? Number.NaN;
      return Number.isNaN(logProb) ? "token-unrecorded" : `surprisal-${surprisalStep(logProb)}`;
    }
    case "owner": {
      const turn = owners[at] ?? 0;
      return turn === 0 ? "token-context" : `owner-${turn % 2}`;
    }
    default:
      return overlay satisfies never;
  }
}

/** The turn that each token comes from, 0 where nobody sampled it. */
export function tokenOwners(columns: TokenColumns): Int32Array {
  const owners = new Int32Array(columns.ids.length);
  for (const span of columns.spans) {
    if ("turn" in span) owners.fill(span.turn, span.start, span.start + span.length);
  }
  return owners;
}
