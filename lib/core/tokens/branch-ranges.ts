import type { SessionView } from "@/lib/core/view/session-view";
import type { RecordingView } from "@/lib/core/view/view-recording";
import { type PathRanges, pathRanges } from "./path-ranges";

/** The messages up to a node, in the sequence of the sample that holds them. */
export interface BranchRanges extends PathRanges {
  /** Position of that sample; null where none holds the node, and the sequence is its own turn's. */
  readonly sample: number | null;
}

/**
 * The path to a node as a sample holds it: the one that ends with the node, else the first that goes on from it. Its
 * ranges are then positions in that sample, up to where a cut ends it.
 *
 * @example
 * branchRanges(shown, 1); // { turn: 1, path: [0, 1], bounds: [0, 13, 21], sample: 0 }
 */
export function branchRanges({ recording, view }: RecordingView, at: number): BranchRanges | null {
  const sample = holderOf(view, at);
  if (!sample) {
    const own = pathRanges(recording, view, at);
    return own && { ...own, sample: null };
  }
  const whole = pathRanges(recording, view, sample.leaf);
  if (!whole) return null;
  const count = whole.path.indexOf(at) + 1;
  return {
    turn: whole.turn,
    path: whole.path.slice(0, count),
    bounds: whole.bounds?.slice(0, count + 1) ?? null,
    sample: sample.index,
  };
}

function holderOf({ nodes, samples }: SessionView, at: number): SessionView["samples"][number] | undefined {
  const own = samples.find(({ leaf }) => leaf === at);
  if (own) return own;
  // A parent stands before its children.
  const isBelow = new Uint8Array(nodes.length);
  nodes.forEach(({ parent }, position) => {
    if (position === at || (parent >= 0 && isBelow[parent] === 1)) isBelow[position] = 1;
  });
  return samples.find(({ leaf }) => isBelow[leaf] === 1);
}
