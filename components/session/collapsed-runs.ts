import type { NodeView } from "@/lib/core/view/session-view";

/** A straight run of at least this many nodes is one card: short ones read faster unfolded. */
const SHORTEST_SEGMENT = 6;

/**
 * Straight runs of messages that are drawn as one card: members by their first node; the other members are marked
 * `inside`.
 *
 * @param expanded ids of the first nodes of runs that are shown unfolded.
 * @param shown positions of the nodes that are drawn; null for all.
 */
export function collapsedRuns(
  nodes: readonly NodeView[],
  expanded: ReadonlySet<string>,
  shown: ReadonlySet<number> | null,
): ReadonlyMap<number, readonly number[] | "inside"> {
  const children = countChildren(nodes);
  const plain = nodes.map(
    ({ parent, forks, merged_rewrite }, at) =>
      parent >= 0 && children[parent] === 1 && children[at] === 1 && forks.length === 0 && !merged_rewrite,
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

function countChildren(nodes: readonly NodeView[]): Uint32Array {
  const children = new Uint32Array(nodes.length);
  for (const { parent } of nodes) if (parent >= 0) children[parent] = (children[parent] ?? 0) + 1;
  return children;
}
