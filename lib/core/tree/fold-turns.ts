import type { Message } from "@/lib/core/message/message";
import { messageIdentity } from "@/lib/core/message/message-identity";
import type { Policy } from "@/lib/core/policy/policy";
import type { PromptSource } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import { addChild, createRoot, type FoldNode, firstChild, replaceMessage } from "./fold-node";
import { matchAnswer } from "./match-answer";

/** The turn tree under one policy. */
export interface FoldedTurns {
  readonly root: FoldNode;
  /** Node of each turn's answer, by turn index; null for a turn that was skipped. After a merge it is routing-only. */
  readonly nodeOfTurn: ReadonlyMap<number, FoldNode>;
  /** Every `fork_threshold_tokens` from `from` up to, not including, `to` gives this very tree. */
  readonly thresholds: { readonly from: number; readonly to: number };
}

/** The settings of a policy that decide the tree. */
export type TreePolicy = Pick<Policy, "matcher" | "rewrite" | "header" | "fork_threshold_tokens">;

/**
 * Folds turns into the tree, in the order in which they were committed: rules 1 to 3 of docs/samples.md. A turn without
 * prompt messages is skipped. Takes time in the number of messages of all prompts. A message that a prompt shares with
 * the one before it, as an object, costs a pointer comparison. Under the `echo` matcher, `prompts` lets ids decide
 * between answers that are equal as messages.
 *
 * @example
 * foldTurns([first, second], BUILT_IN_POLICIES.slime).nodeOfTurn.get(2)?.parent;
 */
export function foldTurns(
  turns: readonly Turn[],
  policy: TreePolicy,
  prompts: PromptSource | null = null,
): FoldedTurns {
  const folder = new Folder(turns, policy, prompts);
  for (const turn of turns) folder.add(turn);
  return { root: folder.root, nodeOfTurn: folder.nodeOfTurn, thresholds: folder.thresholds };
}

class Folder {
  readonly root = createRoot();
  readonly nodeOfTurn = new Map<number, FoldNode>();
  readonly thresholds = { from: 0, to: Number.POSITIVE_INFINITY };
  private readonly outputLengths = new Map<number, number>();
  /** The previous prompt and its path, `path[i]` being the node of `messages[i]`. */
  private messages: readonly Message[] = [];
  private header = "";
  private path: FoldNode[] = [];

  constructor(
    private readonly turns: readonly Turn[],
    private readonly policy: TreePolicy,
    private readonly prompts: PromptSource | null,
  ) {}

  add(turn: Turn): void {
    if (turn.promptMessages.length === 0) return;
    this.matchPrompt(turn);
    this.mergeRewrite(turn);
    for (const message of turn.promptMessages.slice(this.path.length)) {
      const parent = this.reached();
      this.path.push(addChild(parent, message, this.keyUnder(parent, message, turn), null));
    }
    const parent = this.reached();
    const answer = turn.responseMessage;
    const key = answer === null ? null : this.keyUnder(parent, answer, turn);
    this.nodeOfTurn.set(turn.index, addChild(parent, answer, key, turn.index));
    this.outputLengths.set(turn.index, turn.outputIds.length);
  }

  /**
   * Leaves in `path` the nodes of the longest run of prompt messages that the tree holds already. An answer that was
   * echoed as two messages stands there twice.
   */
  private matchPrompt(turn: Turn): void {
    this.path.length = this.sharedWithPrevious(turn);
    for (
      let position = this.path.length;
      position < turn.promptMessages.length;
      position = this.path.length
    ) {
      const step = this.step(this.reached(), turn, position);
      if (step === null) break;
      for (let part = 0; part < step.consumed; part++) this.path.push(step.node);
    }
    this.messages = turn.promptMessages;
    this.header = turn.headerDigest;
  }

  private step(
    parent: FoldNode,
    turn: Turn,
    position: number,
  ): { readonly node: FoldNode; readonly consumed: number } | null {
    const message = turn.promptMessages[position];
    if (message === undefined) return null;
    const first = firstChild(parent, this.keyUnder(parent, message, turn));
    if (this.policy.matcher === "echo" && !(first !== undefined && this.hasNoRival(first))) {
      const { turns, prompts } = this;
      const echoed = matchAnswer(parent, position, { turn, turns, prompts });
      if (echoed !== null) return echoed;
    }
    return first === undefined ? null : { node: first, consumed: 1 };
  }

  /** Between equal answers each prompt decides for itself. */
  private isStillMeant(node: FoldNode, above: FoldNode, turn: Turn, position: number): boolean {
    if (this.policy.matcher !== "echo" || this.hasNoRival(node)) return true;
    if (isOnlyAnswer(node) && says(node, turn.promptMessages[position])) return true;
    return this.step(above, turn, position)?.node === node;
  }

  /** Whether no other answer could be meant by the message of this node. */
  private hasNoRival(node: FoldNode): boolean {
    return !node.generated || node.parent?.children.length === 1;
  }

  private sharedWithPrevious(turn: Turn): number {
    if (this.policy.header === "identity" && turn.headerDigest !== this.header) return 0;
    const prompt = turn.promptMessages;
    const end = Math.min(prompt.length, this.messages.length, this.path.length);
    let shared = 0;
    let above = this.root;
    for (; shared < end && prompt[shared] === this.messages[shared]; shared++) {
      const node = this.path[shared] ?? this.root;
      if (node !== above && !this.isStillMeant(node, above, turn, shared)) break;
      above = node;
    }
    // Half of an answer that was echoed in two messages is not that answer.
    if (shared > 0 && this.path[shared] === this.path[shared - 1]) shared--;
    return shared;
  }

  /** A short leaf that the client rewrote takes the new message and is no answer of the model's any more. */
  private mergeRewrite(turn: Turn): void {
    if (this.policy.rewrite !== "merge") return;
    const message = turn.promptMessages[this.path.length];
    if (message?.role !== "assistant") return;
    const parent = this.reached();
    const [leaf, ...others] = parent.children.filter((child) => child.role === "assistant");
    if (leaf === undefined || others.length > 0 || leaf.children.length > 0 || leaf.turnIndex === null)
      return;
    const outputLength = this.outputLengths.get(leaf.turnIndex) ?? 0;
    const { thresholds } = this;
    if (outputLength >= this.policy.fork_threshold_tokens) {
      thresholds.to = Math.min(thresholds.to, outputLength + 1);
      return;
    }
    thresholds.from = Math.max(thresholds.from, outputLength + 1);
    leaf.mergedRewrite = { abandonedTurnIndex: leaf.turnIndex, abandonedResponseTokens: outputLength };
    leaf.generated = false;
    leaf.turnIndex = null;
    replaceMessage(leaf, message, this.keyUnder(parent, message, turn));
    this.path.push(leaf);
  }

  private reached(): FoldNode {
    return this.path.at(-1) ?? this.root;
  }

  private keyUnder(parent: FoldNode, message: Message, turn: Turn): string {
    const identity = messageIdentity(message);
    const startsChain = parent === this.root && this.policy.header === "identity";
    return startsChain ? `${turn.headerDigest}\n${identity}` : identity;
  }
}

/** Whether no other child of its parent was sampled. */
function isOnlyAnswer(node: FoldNode): boolean {
  return node.parent?.children.every((child) => child === node || !child.generated) ?? false;
}

function says({ message: held }: FoldNode, message: Message | undefined): boolean {
  return held !== null && message !== undefined && messageIdentity(held) === messageIdentity(message);
}
