import type { Message, Role } from "@/lib/core/message/message";
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
  /** What prompts find it by; null for the root and for an answer that could not be read, which is never matched. */
  key: string | null;
  /** In order of insertion. */
  readonly children: FoldNode[];
  /** First child of each key, made when there are many children. */
  firstByKey: Map<string, FoldNode> | null;
}

/** Most nodes have one child, and looking at a few is quicker than keeping an index. */
const INDEXED_FROM = 8;

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
    key: null,
    children: [],
    firstByKey: null,
  };
}

/** The first child with a key. */
export function firstChild(parent: FoldNode, key: string): FoldNode | undefined {
  if (parent.children.length < INDEXED_FROM) return parent.children.find((child) => child.key === key);
  parent.firstByKey ??= indexOf(parent.children);
  return parent.firstByKey.get(key);
}

function indexOf(children: readonly FoldNode[]): Map<string, FoldNode> {
  const first = new Map<string, FoldNode>();
  for (const child of children) if (child.key !== null && !first.has(child.key)) first.set(child.key, child);
  return first;
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
    key,
    children: [],
    firstByKey: null,
  };
  parent.children.push(child);
  const index = parent.firstByKey;
  if (index !== null && key !== null && !index.has(key)) index.set(key, child);
  return child;
}

/** Gives a node another message, under which later prompts find it. */
export function replaceMessage(node: FoldNode, message: Message, key: string): void {
  node.message = message;
  node.key = key;
  if (node.parent !== null) node.parent.firstByKey = null;
}
