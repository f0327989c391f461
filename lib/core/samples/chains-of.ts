import type { FoldNode } from "@/lib/core/tree/fold-node";

/** The generated turns on the way from the root to one leaf: a sample is made along them. */
export interface Chain {
  readonly leaf: FoldNode;
  /** Turn indices, first to last. */
  readonly turns: readonly number[];
}

/**
 * The chains of a tree, leaves in depth-first order of insertion (rule 4 of docs/samples.md). Turns that take no
 * part (`takesPart` is false) are passed over, and an answer below which only such turns stand is a leaf.
 *
 * @example
 * chainsOf(root, () => true).map((chain) => chain.turns); // [[1, 2], [1, 3]]
 */
export function chainsOf(root: FoldNode, takesPart: (turnIndex: number) => boolean): Chain[] {
  const chains: Chain[] = [];
  const turns: number[] = [];
  const counts = (node: FoldNode) => node.generated && node.turnIndex !== null && takesPart(node.turnIndex);
  // Deep sessions would overflow a recursive walk, so the way down is kept by hand.
  const path: { readonly node: FoldNode; nextChild: number; readonly chainsBefore: number }[] = [];
  const enter = (node: FoldNode) => {
    if (counts(node) && node.turnIndex !== null) turns.push(node.turnIndex);
    path.push({ node, nextChild: 0, chainsBefore: chains.length });
  };
  enter(root);
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const child = step.node.children[step.nextChild++];
    if (child !== undefined) {
      enter(child);
      continue;
    }
    path.pop();
    if (!counts(step.node)) continue;
    if (chains.length === step.chainsBefore) chains.push({ leaf: step.node, turns: [...turns] });
    turns.pop();
  }
  return chains;
}
