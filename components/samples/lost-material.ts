import type { LostRun } from "@/lib/core/samples/sample";
import { DROP_WORDS, REFUSAL_WORDS } from "@/lib/core/tokens/explain-token";
import type { LedgerView, NodeView } from "@/lib/core/view/session-view";

/** A turn that lost tokens, and the one whose prompt made it lose them. */
export interface LostTurn {
  readonly turn: number;
  /** Null where no other turn had to do with it. */
  readonly by: number | null;
}

/** Sampled tokens that are lost for one reason. */
export interface LostMaterial {
  readonly state: LostRun["fate"]["state"];
  readonly reason: string;
  readonly tokens: number;
  /** In order, each pair once. */
  readonly turns: readonly LostTurn[];
}

/** What no sample trains, by reason, the largest loss first, so that nothing is missing from the ribbon. */
export function lostMaterial(
  { lost }: Pick<LedgerView, "lost">,
  nodes: readonly Pick<NodeView, "merged_rewrite" | "first_turn">[],
): readonly LostMaterial[] {
  const mergedBy = new Map(
    nodes.flatMap(({ merged_rewrite: merged, first_turn }) =>
      merged ? [[merged.abandonedTurnIndex, first_turn] as const] : [],
    ),
  );
  const byReason = new Map<
    string,
    { state: LostRun["fate"]["state"]; tokens: number; turns: Map<string, LostTurn> }
  >();
  for (const { fate, length, turn } of lost) {
    const reason = reasonOf(fate);
    const known = byReason.get(reason) ?? {
      state: fate.state,
      tokens: 0,
      turns: new Map<string, LostTurn>(),
    };
    known.tokens += length;
    const by = causeOf(fate, mergedBy.get(turn) ?? null);
    known.turns.set(`${turn} ${by}`, { turn, by });
    byReason.set(reason, known);
  }
  return [...byReason]
    .map(([reason, { state, tokens, turns }]) => ({
      state,
      reason,
      tokens,
      turns: [...turns.values()].sort((left, right) => left.turn - right.turn),
    }))
    .sort((left, right) => right.tokens - left.tokens);
}

function causeOf(fate: LostRun["fate"], mergedBy: number | null): number | null {
  if (fate.state === "realigned") return fate.byTurn;
  return fate.state === "dropped" && fate.reason === "merged_away" ? mergedBy : null;
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
