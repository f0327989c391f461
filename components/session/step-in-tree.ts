import { pathTo } from "@/lib/core/view/path-to";
import type { NodeView } from "@/lib/core/view/session-view";

/** Where a key goes from a message, along the conversation that it stands in or to another branch. */
export type TreeStep = "parent" | "child" | "root" | "leaf" | "next branch" | "previous branch";

/**
 * The message that a step leads to; null where there is none, as after the leaf.
 *
 * @param at position of the selected message; -1 when none is selected, from where every step leads to the root.
 * @param preferred nodes to follow where the conversation forks, such as those of the selected sample; without them
 * a conversation goes on with its first child.
 */
export function stepInTree(
  nodes: readonly NodeView[],
  at: number,
  step: TreeStep,
  preferred: ReadonlySet<string> | null,
): number | null {
  if (nodes.length === 0) return null;
  if (at < 0) return pick(nodes, childrenOf(nodes, -1), preferred);
  switch (step) {
    case "root":
      return pathTo(nodes, at)[0] ?? null;
    case "parent":
      return parentOf(nodes, at);
    case "child":
      return pick(nodes, childrenOf(nodes, at), preferred);
    case "leaf":
      return leafOf(nodes, at, preferred);
    case "next branch":
      return branchOf(nodes, at, 1);
    case "previous branch":
      return branchOf(nodes, at, -1);
    default:
      return step satisfies never;
  }
}

function parentOf(nodes: readonly NodeView[], at: number): number | null {
  const parent = nodes[at]?.parent ?? -1;
  return parent < 0 ? null : parent;
}

function leafOf(nodes: readonly NodeView[], at: number, preferred: ReadonlySet<string> | null): number {
  const families = childrenByParent(nodes);
  let leaf = at;
  for (let next = pick(nodes, families.get(leaf) ?? [], preferred); next !== null; ) {
    leaf = next;
    next = pick(nodes, families.get(leaf) ?? [], preferred);
  }
  return leaf;
}

/** The neighbour at the nearest fork above the message, round the end; null where nothing forks. */
function branchOf(nodes: readonly NodeView[], at: number, step: 1 | -1): number | null {
  const families = childrenByParent(nodes);
  for (let node = at; node >= 0; node = nodes[node]?.parent ?? -1) {
    const siblings = families.get(nodes[node]?.parent ?? -1) ?? [];
    if (siblings.length < 2) continue;
    const place = siblings.indexOf(node);
    return siblings[(place + step + siblings.length) % siblings.length] ?? null;
  }
  return null;
}

function pick(
  nodes: readonly NodeView[],
  candidates: readonly number[],
  preferred: ReadonlySet<string> | null,
): number | null {
  return candidates.find((at) => preferred?.has(nodes[at]?.id ?? "")) ?? candidates[0] ?? null;
}

/** Positions of the children of each node by its own; the roots stand under -1. */
function childrenByParent(nodes: readonly NodeView[]): ReadonlyMap<number, readonly number[]> {
  const families = new Map<number, number[]>();
  nodes.forEach(({ parent }, child) => {
    const family = families.get(parent);
    if (family) family.push(child);
    else families.set(parent, [child]);
  });
  return families;
}

function childrenOf(nodes: readonly NodeView[], parent: number): readonly number[] {
  return nodes.flatMap((node, at) => (node.parent === parent ? [at] : []));
}
