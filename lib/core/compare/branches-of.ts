import type { SessionView } from "@/lib/core/view/session-view";
import type { BranchChoice } from "./comparison";

/** More branches than this are counted; any message can still be named in the address. */
const LISTED_BRANCHES = 100;

/** The branches of a session by their last messages, the latest first, and how many there are. */
export function branchesOf({ nodes }: SessionView): {
  readonly branches: readonly BranchChoice[];
  readonly count: number;
} {
  const parents = new Set(nodes.map(({ parent }) => parent));
  const leaves = nodes.flatMap((node, at) => (parents.has(at) ? [] : [node]));
  const latest = leaves.toSorted((a, b) => (b.turn ?? b.first_turn) - (a.turn ?? a.first_turn));
  return {
    branches: latest.slice(0, LISTED_BRANCHES).map(({ id, turn, first_turn, depth, preview }) => ({
      node: id,
      turn: turn ?? first_turn,
      messages: depth + 1,
      preview: preview.slice(0, 60),
    })),
    count: leaves.length,
  };
}
