import type { NodeView } from "@/lib/core/view/session-view";
import { isLandmark } from "./landmarks";

/** A straight run of at least this many nodes is one card: short ones read faster unfolded. */
const SHORTEST_SEGMENT = 6;

const NONE: ReadonlySet<string> = new Set();

/**
 * Straight runs of messages that are drawn as one card: members by their first node; the other members are marked
 * `inside`.
 *
 * @param expanded ids of the first nodes of runs that are shown unfolded.
 * @param shown positions of the nodes that are drawn; null for all.
 * @param open ids of the nodes that stand as cards of their own on the screen, and are not folded under the reader.
 */
export function collapsedRuns(
  nodes: readonly NodeView[],
  expanded: ReadonlySet<string>,
  shown: ReadonlySet<number> | null,
  open: ReadonlySet<string> = NONE,
): ReadonlyMap<number, readonly number[] | "inside"> {
  const children = countChildren(nodes);
  const plain = nodes.map(
    (node, at) =>
      node.parent >= 0 &&
      children[node.parent] === 1 &&
      children[at] === 1 &&
      node.forks.length === 0 &&
      // What is looked for must not lie in a fold.
      !isLandmark(node, null, "lost") &&
      !open.has(node.id),
  );
  const members = new Map<number, number[]>();
  const firstOf: number[] = [];
  nodes.forEach(({ parent }, at) => {
    if (!plain[at] || (shown && !shown.has(at))) return;
    const first = plain[parent] ? (firstOf[parent] ?? at) : at;
    firstOf[at] = first;
    const run = members.get(first);
    if (run) run.push(at);
    else members.set(first, [at]);
  });
  const runs = new Map<number, readonly number[] | "inside">();
  for (const [first, run] of members) {
    if (run.length < SHORTEST_SEGMENT || expanded.has(nodes[first]?.id ?? "")) continue;
    for (const at of run) runs.set(at, "inside");
    runs.set(first, run);
  }
  return runs;
}

/** What of a tree was drawn: its nodes, those shown of them, and those that were not folded. */
export interface DrawnNodes {
  readonly nodes: readonly NodeView[];
  readonly expanded: ReadonlySet<string>;
  readonly shown: ReadonlySet<number> | null;
  readonly open: ReadonlySet<string>;
}

/**
 * The nodes that a tree which grew must not fold: those that stood as cards of their own before. None where it is
 * another tree, as under another policy.
 */
export function cardsKept(
  { nodes: before, expanded, shown, open }: DrawnNodes,
  nodes: readonly NodeView[],
): ReadonlySet<string> {
  if (before.length > nodes.length || before.some(({ id }, at) => nodes[at]?.id !== id)) return NONE;
  const folded = collapsedRuns(before, expanded, shown, open);
  return new Set(before.flatMap(({ id }, at) => (folded.has(at) || (shown && !shown.has(at)) ? [] : [id])));
}

function countChildren(nodes: readonly NodeView[]): Uint32Array {
  const children = new Uint32Array(nodes.length);
  for (const { parent } of nodes) if (parent >= 0) children[parent] = (children[parent] ?? 0) + 1;
  return children;
}
