import type { Recording } from "@/lib/core/recording/recording";
import { type FoldedTurns, foldTurns, type TreePolicy } from "./fold-turns";
import { type FrozenTree, freezeTree } from "./freeze-tree";

/** The tree under a policy, and what readers see of it. */
export interface FoldedRecording {
  readonly folded: FoldedTurns;
  readonly frozen: FrozenTree;
}

interface Kept extends FoldedRecording {
  readonly turns: number;
  readonly policy: TreePolicy;
}

/** As many trees as a page goes back and forth between. */
const KEPT_TREES = 4;

const kept = new WeakMap<Recording, readonly Kept[]>();

/**
 * The tree of a recording, as `foldTurns` gives it. A threshold that is moved seldom changes the tree, so the last few
 * are kept for as long as the recording lives.
 *
 * @example
 * const { folded, frozen } = foldRecording(recording, BUILT_IN_POLICIES.slime);
 * frozen.idOf.get(folded.root.children[0]);
 */
export function foldRecording(recording: Recording, policy: TreePolicy): FoldedRecording {
  const before = kept.get(recording) ?? [];
  const found = before.find((tree) => isSameTree(tree, recording, policy)) ?? foldAnew(recording, policy);
  kept.set(recording, [found, ...before.filter((tree) => tree !== found)].slice(0, KEPT_TREES));
  return found;
}

function foldAnew(recording: Recording, policy: TreePolicy): Kept {
  const { turns, prompts } = recording;
  const folded = foldTurns(turns, policy, prompts);
  return { folded, frozen: freezeTree(folded.root), turns: turns.length, policy };
}

/** Recordings grow, and a tree that was made before is then no longer theirs. */
function isSameTree(
  { turns, policy: made, folded }: Kept,
  recording: Recording,
  policy: TreePolicy,
): boolean {
  const { from, to } = folded.thresholds;
  return (
    turns === recording.turns.length &&
    made.matcher === policy.matcher &&
    made.rewrite === policy.rewrite &&
    made.header === policy.header &&
    policy.fork_threshold_tokens >= from &&
    policy.fork_threshold_tokens < to
  );
}
