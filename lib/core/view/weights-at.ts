import type { TurnView } from "./session-view";

type Weighed = Pick<TurnView, "weight_spans" | "weight_version">;

/** The weights that sampled a token of a turn, by its place among the sampled ones; null where none are named. */
export function weightsAt(
  { weight_spans: spans, weight_version: version }: Weighed,
  at: number,
): string | null {
  return spans === null ? version : (spans.find(({ end }) => at < end)?.version ?? null);
}

/** Places among a turn's sampled tokens from which on other weights sampled. */
export function weightBorders({ weight_spans: spans }: Pick<TurnView, "weight_spans">): readonly number[] {
  return (spans ?? []).slice(1).map(({ start }) => start);
}
