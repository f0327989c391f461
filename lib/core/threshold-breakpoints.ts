import { chainsOf } from "./chains-of";
import type { FoldNode } from "./fold-node";
import { foldTurns } from "./fold-turns";
import type { Policy } from "./policy";
import type { Recording } from "./recording";
import { turnStandings } from "./turn-standings";

/**
 * The values of `fork_threshold_tokens` at which a recording may give another tree or other samples, ascending from 0.
 * Any threshold gives what the largest breakpoint not above it gives, so a slider need stop nowhere else.
 *
 * Takes one folding of the tree for each length of an answer that was ever rewritten, and a comparison of each turn
 * with the one before it in its chain.
 *
 * @example
 * // One prompt drifts inside the answer before it; the answer that follows has 7 tokens.
 * thresholdBreakpoints(recording, resolvePolicy("slime")); // [0, 8]
 */
export function thresholdBreakpoints(recording: Recording, policy: Policy): readonly number[] {
  const breakpoints = new Set(mergeBreakpoints(recording, policy));
  for (const threshold of [...breakpoints]) {
    const at: Policy = { ...policy, fork_threshold_tokens: threshold };
    for (const found of realignBreakpoints(recording, at)) breakpoints.add(found);
  }
  return [...breakpoints].sort((a, b) => a - b);
}

/** Without merging, the rewrite of an answer stands beside it; only such answers can ever be merged away. */
function mergeBreakpoints({ turns, prompts }: Recording, policy: Policy): number[] {
  if (policy.rewrite === "fork") return [0];
  const { nodeOfTurn } = foldTurns(turns, { ...policy, fork_threshold_tokens: 0 }, prompts);
  const isRewritable = (node: FoldNode | undefined) =>
    (node?.parent?.children.filter(({ role }) => role === "assistant").length ?? 0) > 1;
  const rewritable = turns.filter(({ index }) => isRewritable(nodeOfTurn.get(index)));
  return [0, ...rewritable.map(({ outputIds }) => outputIds.length + 1)];
}

function realignBreakpoints({ turns, prompts }: Recording, policy: Policy): number[] {
  if (policy.drift === "fork") return [];
  const folded = foldTurns(turns, policy, prompts);
  const standings = turnStandings(turns, folded, policy);
  const found = new Set<number>();
  for (const { turns: chain } of chainsOf(folded.root, (turn) => standings.get(turn)?.takesPart ?? false)) {
    chain.slice(1).forEach((turn, at) => {
      const held = chain[at] ?? 0;
      const heldPrompt = prompts.length(held);
      const heldLength = heldPrompt + (turns[held - 1]?.outputIds.length ?? 0);
      const shared = prompts.commonPrefix(held, turn);
      if (shared < heldPrompt || shared === heldLength) return;
      const compared =
        policy.drift === "slime" ? (turns[turn - 1]?.outputIds.length ?? 0) : heldLength - shared;
      found.add(compared + 1);
    });
  }
  return [...found];
}
