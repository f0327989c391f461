import type { MessageNode } from "@/lib/core/tree/tree";

/** The way from a root to each leaf, leaves in depth-first order. Holds no recursion: sessions can be thousands of messages deep. */
export function* treePaths(roots: readonly MessageNode[]): Generator<readonly MessageNode[]> {
  const path: MessageNode[] = [];
  const open = [...roots].reverse().map((node) => ({ node, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    path.length = next.depth;
    path.push(next.node);
    if (next.node.children.length === 0) yield [...path];
    for (const child of [...next.node.children].reverse()) open.push({ node: child, depth: next.depth + 1 });
  }
}
