import type { Message } from "@/lib/core/message/message";
import { messageIdentity } from "@/lib/core/message/message-identity";
import type { FoldNode } from "./fold-node";
import { nodeId, ROOT_ID } from "./node-id";
import type { MessageNode } from "./tree";

type GrowingNode = MessageNode & { readonly children: MessageNode[] };

/** The nodes below a folded root with their ids, and the id of each folded node. */
export interface FrozenTree {
  readonly roots: readonly MessageNode[];
  readonly idOf: ReadonlyMap<FoldNode, string>;
}

/** Gives every node its id and makes the tree that readers see. Keeps the order of insertion. */
export function freezeTree(root: FoldNode): FrozenTree {
  const roots: MessageNode[] = [];
  const idOf = new Map<FoldNode, string>();
  const pending: { readonly from: FoldNode; readonly id: string; readonly into: MessageNode[] }[] = [
    { from: root, id: ROOT_ID, into: roots },
  ];
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    const { from, id: parentId, into } = step;
    const countEqual = from.children.length > 1 ? counter() : () => 0;
    for (const child of from.children) {
      const ordinal = countEqual(child.message);
      const id = nodeId(parentId, child.message, ordinal);
      const node = frozen(child, id);
      idOf.set(child, id);
      into.push(node);
      pending.push({ from: child, id, into: node.children });
    }
  }
  return { roots, idOf };
}

/** Counts how often a message was seen before. */
function counter(): (message: Message | null) => number {
  const seen = new Map<string, number>();
  return (message) => {
    const identity = message === null ? "" : messageIdentity(message);
    const before = seen.get(identity) ?? 0;
    seen.set(identity, before + 1);
    return before;
  };
}

function frozen(node: FoldNode, id: string): GrowingNode {
  const { role, message, turnIndex, generated, mergedRewrite } = node;
  return { id, role, message, turnIndex, generated, mergedRewrite, children: [] };
}
