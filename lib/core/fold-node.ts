import type { Message, Role } from "./message";
import type { MergedRewrite } from "./tree";

/** A message node while turns are being folded in; `freezeTree` turns it into a `MessageNode`. */
export interface FoldNode {
  /** Null for the root, which stands for no message. */
  readonly parent: FoldNode | null;
  readonly depth: number;
  readonly role: Role;
  message: Message | null;
  turnIndex: number | null;
  generated: boolean;
  mergedRewrite: MergedRewrite | null;
  /** In order of insertion. */
  readonly children: FoldNode[];
  /** First child of each key; an answer that could not be read has no key and is never matched. */
  readonly firstByKey: Map<string, FoldNode>;
}

/** The root above all first messages. */
export function createRoot(): FoldNode {
  return {
    parent: null,
    depth: 0,
    role: "system",
    message: null,
    turnIndex: null,
    generated: false,
    mergedRewrite: null,
    children: [],
    firstByKey: new Map(),
  };
}

/** Appends a child. `turnIndex` is the turn that sampled the message, null for one that came in a prompt. */
export function addChild(
  parent: FoldNode,
  message: Message | null,
  key: string | null,
  turnIndex: number | null,
): FoldNode {
  const child: FoldNode = {
    parent,
    depth: parent.depth + 1,
    role: message?.role ?? "assistant",
    message,
    turnIndex,
    generated: turnIndex !== null,
    mergedRewrite: null,
    children: [],
    firstByKey: new Map(),
  };
  parent.children.push(child);
  if (key !== null && !parent.firstByKey.has(key)) parent.firstByKey.set(key, child);
  return child;
}

/** Gives a node another message, under which later prompts find it. */
export function replaceMessage(
  node: FoldNode,
  message: Message,
  keys: { held: string | null; taken: string },
): void {
  const siblings = node.parent?.firstByKey;
  if (keys.held !== null && siblings?.get(keys.held) === node) siblings.delete(keys.held);
  if (!siblings?.has(keys.taken)) siblings?.set(keys.taken, node);
  node.message = message;
}
