import type { Policy } from "@/lib/core/policy/policy";
import type { Recording } from "@/lib/core/recording/recording";
import { chainsOf } from "@/lib/core/samples/chains-of";
import { rememberPrefixes } from "@/lib/core/samples/remember-prefixes";
import { turnStandings } from "@/lib/core/samples/turn-standings";
import type { FoldNode } from "@/lib/core/tree/fold-node";
import { foldTurns } from "@/lib/core/tree/fold-turns";

/** A number of tokens that decides something by being less than `fork_threshold_tokens`. */
export interface ThresholdComparison {
  /** The turn whose prompt drifts, or whose answer was rewritten. */
  readonly turn: number;
  readonly kind: "drift" | "rewrite";
  readonly tokens: number;
}

/**
 * Every length in a recording that a policy may compare its threshold with, whatever the threshold is.
 *
 * The tree is folded once for each length of an answer that was ever rewritten. Each turn is compared once with the one
 * before it in its chain.
 *
 * @example
 * // One prompt drifts inside the answer before it; the answer that follows has 7 tokens.
 * thresholdComparisons(recording, resolvePolicy("slime")); // [{ turn: 2, kind: "drift", tokens: 7 }]
 */
export function thresholdComparisons(recording: Recording, policy: Policy): readonly ThresholdComparison[] {
  const rewrites = rewriteComparisons(recording, policy);
  const thresholds = new Set([0, ...rewrites.map(({ tokens }) => tokens + 1)]);
  const drifts = new Map<string, ThresholdComparison>();
  for (const threshold of thresholds) {
    const at: Policy = { ...policy, fork_threshold_tokens: threshold };
    for (const found of driftComparisons(recording, at)) drifts.set(`${found.turn}/${found.tokens}`, found);
  }
  return [...rewrites, ...drifts.values()].sort((a, b) => a.tokens - b.tokens || a.turn - b.turn);
}

/** Without merging, the rewrite of an answer stands beside it; only such answers can ever be merged away. */
function rewriteComparisons({ turns, prompts }: Recording, policy: Policy): ThresholdComparison[] {
  if (policy.rewrite === "fork") return [];
  const { nodeOfTurn } = foldTurns(turns, { ...policy, fork_threshold_tokens: 0 }, prompts);
  const isRewritable = (node: FoldNode | undefined) =>
    (node?.parent?.children.filter(({ role }) => role === "assistant").length ?? 0) > 1;
  return turns
    .filter(({ index }) => isRewritable(nodeOfTurn.get(index)))
    .map(({ index, outputIds }) => ({ turn: index, kind: "rewrite", tokens: outputIds.length }));
}

function driftComparisons({ turns, prompts }: Recording, policy: Policy): ThresholdComparison[] {
  if (policy.drift === "fork") return [];
  const folded = foldTurns(turns, policy, prompts);
  const standings = turnStandings(turns, folded, policy);
  const commonPrefix = rememberPrefixes(prompts);
  const followed = new Map<number, number>();
  const chains = chainsOf(folded.root, (turn) => standings.get(turn)?.takesPart ?? false);
  // Chains share their beginnings: a turn goes on from one and the same turn in all of them.
  for (const { turns: chain } of chains) {
    for (let at = chain.length - 1; at > 0 && !followed.has(chain[at] ?? 0); at--) {
      followed.set(chain[at] ?? 0, chain[at - 1] ?? 0);
    }
  }
  return [...followed].flatMap(([turn, held]) => {
    const heldPrompt = prompts.length(held);
    const heldLength = heldPrompt + (turns[held - 1]?.outputIds.length ?? 0);
    const shared = commonPrefix(held, turn);
    if (shared < heldPrompt || shared === heldLength) return [];
    const output = turns[turn - 1]?.outputIds.length ?? 0;
    return [{ turn, kind: "drift", tokens: policy.drift === "slime" ? output : heldLength - shared }];
  });
}
