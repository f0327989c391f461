import { TOKEN_STATES, type TokenState } from "@/lib/core/samples/token-state";

const LOST = ["refused", "realigned", "dropped"] as const;

/** The state that a mark without room for a bar shows: what was lost stands out, else what most of the tokens are. */
export function mainState(counts: readonly number[]): TokenState {
  const lost = lostState(counts);
  if (lost) return lost;
  return TOKEN_STATES.reduce((most, state) =>
    countOf(counts, state) > countOf(counts, most) ? state : most,
  );
}

/** How tokens were lost; null where none was. */
export function lostState(counts: readonly number[]): TokenState | null {
  return LOST.find((state) => countOf(counts, state) > 0) ?? null;
}

function countOf(counts: readonly number[], state: TokenState): number {
  return counts[TOKEN_STATES.indexOf(state)] ?? 0;
}
