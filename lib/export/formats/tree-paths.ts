import type { MessageNode } from "@/lib/core/tree/tree";

const isLeaf = ({ children }: MessageNode): boolean => children.length === 0;

/**
 * The way from a root to each node that is wanted, to each leaf unless said, in depth-first order. Holds no recursion:
 * sessions can be thousands of messages deep.
 */
export function* treePaths(
  roots: readonly MessageNode[],
  isWanted: (node: MessageNode) => boolean = isLeaf,
): Generator<readonly MessageNode[]> {
  const path: MessageNode[] = [];
  const open = [...roots].reverse().map((node) => ({ node, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    path.length = next.depth;
    path.push(next.node);
    if (isWanted(next.node)) yield [...path];
    for (const child of [...next.node.children].reverse()) open.push({ node: child, depth: next.depth + 1 });
  }
}
