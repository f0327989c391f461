import type { SessionView } from "@/lib/core/view/session-view";

/** A turn whose prompt took the signal of sampled tokens, and how many. */
export interface SignalTaker {
  readonly turn: number;
  readonly tokens: number;
}

/** The message to open for a turn: its answer, or the first that came with it where the policy merged that away. */
export function nodeOfTurn(
  { turns, nodes }: Pick<SessionView, "turns" | "nodes">,
  turn: number,
): string | null {
  const at = turns[turn - 1]?.node ?? nodes.findIndex(({ first_turn }) => first_turn === turn);
  return nodes[at]?.id ?? null;
}

/**
 * The turns whose prompts made a turn's tokens lose their signal, the one that took most first: a realign, or a
 * rewrite that the policy merged.
 *
 * @example
 * signalTakers(view, 1); // [{ turn: 2, tokens: 28404 }]
 */
export function signalTakers(
  { ledger, nodes }: Pick<SessionView, "ledger" | "nodes">,
  turn: number,
): readonly SignalTaker[] {
  const taken = new Map<number, number>();
  const add = (by: number, tokens: number): void => void taken.set(by, (taken.get(by) ?? 0) + tokens);
  for (const { turn: lost, length, fate } of ledger.lost) {
    if (lost === turn && fate.state === "realigned") add(fate.byTurn, length);
  }
  for (const { merged_rewrite: merged, first_turn } of nodes) {
    if (merged?.abandonedTurnIndex === turn) add(first_turn, merged.abandonedResponseTokens);
  }
  return Array.from(taken, ([by, tokens]) => ({ turn: by, tokens })).sort(
    (left, right) => right.tokens - left.tokens || left.turn - right.turn,
  );
}

/** The turns that lost their signal to a turn's prompt, in order: the other way round. */
export function signalsTakenBy(
  view: Pick<SessionView, "ledger" | "nodes">,
  by: number,
): readonly SignalTaker[] {
  const losers = new Set<number>();
  for (const { turn, fate } of view.ledger.lost) {
    if (fate.state === "realigned" && fate.byTurn === by) losers.add(turn);
  }
  for (const { merged_rewrite: merged, first_turn } of view.nodes) {
    if (merged && first_turn === by) losers.add(merged.abandonedTurnIndex);
  }
  return [...losers]
    .sort((left, right) => left - right)
    .flatMap((turn) =>
      signalTakers(view, turn)
        .filter((taker) => taker.turn === by)
        .map(({ tokens }) => ({ turn, tokens })),
    );
}
