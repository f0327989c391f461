import type { LostRun } from "@/lib/core/samples/sample";
import { DROP_WORDS, REFUSAL_WORDS } from "@/lib/core/tokens/explain-token";

/** Sampled tokens that are lost for one reason. */
export interface LostMaterial {
  readonly state: LostRun["fate"]["state"];
  readonly reason: string;
  readonly tokens: number;
  /** In order, each once. */
  readonly turns: readonly number[];
}

/** What no sample trains, by reason, the largest loss first, so that nothing is missing from the ribbon. */
export function lostMaterial(lost: readonly LostRun[]): readonly LostMaterial[] {
  const byReason = new Map<string, { state: LostRun["fate"]["state"]; tokens: number; turns: Set<number> }>();
  for (const { fate, length, turn } of lost) {
    const reason = reasonOf(fate);
    const known = byReason.get(reason) ?? { state: fate.state, tokens: 0, turns: new Set<number>() };
    known.tokens += length;
    known.turns.add(turn);
    byReason.set(reason, known);
  }
  return [...byReason]
    .map(([reason, { state, tokens, turns }]) => ({
      state,
      reason,
      tokens,
      turns: [...turns].sort((left, right) => left - right),
    }))
    .sort((left, right) => right.tokens - left.tokens);
}

function reasonOf(fate: LostRun["fate"]): string {
  switch (fate.state) {
    case "realigned":
      return "a later prompt holds other tokens for the answer";
    case "refused":
      return REFUSAL_WORDS[fate.reason];
    case "dropped":
      return DROP_WORDS[fate.reason];
    default:
      return fate satisfies never;
  }
}
