import type { NodeView } from "@/lib/core/view/session-view";
import { nodeViews } from "./node-views";

/** Messages of one token, told by parents: `[-1, 0, 0]` is a root with two children. A later child is a branch. */
export function messagesFrom(parents: readonly number[]): readonly NodeView[] {
  const seen = new Set<number>();
  const facts = parents.map((parent): Partial<NodeView> => {
    const isLater = seen.has(parent);
    seen.add(parent);
    return { tokens: 1, counts: [1, 0, 0, 0, 0, 0, 0], forks: isLater ? ["branch"] : [] };
  });
  return nodeViews(parents, facts);
}
