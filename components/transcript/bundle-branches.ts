import { isLandmark } from "@/components/session/landmarks";
import type { NodeView } from "@/lib/core/view/session-view";

/** Branches of one kind are shown up to here; the others are one row. */
export const MOST_ALIKE = 6;

/** Branches that leave one message and are alike. */
export interface Bundle {
  /** Stays the same while the session grows. */
  readonly id: string;
  /** Positions of their first messages. */
  readonly starts: readonly number[];
}

/**
 * The branches that stand in bundles, by the position of their first message: of more than six that leave one message
 * for one cause and are about as long as each other, those after the sixth. One that lost tokens never does.
 *
 * @param children positions of the children of each node.
 * @param roots positions of the nodes without a parent.
 */
export function bundleBranches(
  nodes: readonly NodeView[],
  children: readonly (readonly number[])[],
  roots: readonly number[],
): ReadonlyMap<number, Bundle> {
  const { sizes, lossy } = measureBranches(nodes);
  const bundled = new Map<number, Bundle>();
  const bundle = (parent: string, [, ...branches]: readonly number[]): void => {
    if (branches.length <= MOST_ALIKE) return;
    const kinds = new Map<string, number[]>();
    for (const at of branches) {
      if (lossy[at] !== 0) continue;
      const kind = kindOf(nodes[at], sizes[at] ?? 0);
      const alike = kinds.get(kind);
      if (alike) alike.push(at);
      else kinds.set(kind, [at]);
    }
    for (const [kind, alike] of kinds) {
      if (alike.length <= MOST_ALIKE) continue;
      const starts = alike.slice(MOST_ALIKE);
      for (const start of starts) bundled.set(start, { id: `${parent} ${kind}`, starts });
    }
  };
  bundle("", roots);
  nodes.forEach(({ id }, at) => {
    bundle(id, children[at] ?? []);
  });
  return bundled;
}

/** How many messages each branch has from a node on, and whether any of them lost tokens. */
function measureBranches(nodes: readonly NodeView[]) {
  const sizes = new Uint32Array(nodes.length).fill(1);
  const lossy = Uint8Array.from(nodes, (node) => Number(isLandmark(node, null, "lost")));
  for (let at = nodes.length - 1; at >= 0; at--) {
    const parent = nodes[at]?.parent ?? -1;
    if (parent < 0) continue;
    sizes[parent] = (sizes[parent] ?? 0) + (sizes[at] ?? 0);
    lossy[parent] = (lossy[parent] ?? 0) | (lossy[at] ?? 0);
  }
  return { sizes, lossy };
}

function kindOf(node: NodeView | undefined, size: number): string {
  // About as long: a branch that grows by a message is still like the others.
  const length = Math.floor(Math.log2(size));
  return `${node?.role} ${node?.forks.join(" ")} ${node?.fork_cause} ${length}`;
}
