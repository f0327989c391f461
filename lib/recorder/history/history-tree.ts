import { isPartOf } from "@/lib/core/message/is-part-of";
import type { ClientName } from "@/lib/core/message/known-client";
import type { Message } from "@/lib/core/message/message";
import type { Recording } from "@/lib/core/recording/recording";
import type { AcceptedRewrite, Delivery, Turn } from "@/lib/core/recording/turn";
import { messageBytes, turnBytes } from "@/lib/core/recording/turn-bytes";
import { SaidBefore } from "@/lib/core/side-calls/said-before";
import { AskedTurns } from "./asked-turns";
import { isLost, type SampledTurn, type TreeNode } from "./tree-node";
import { type Caller, type Match, walkHistory } from "./walk-history";

/** A call's messages and how far they are known. */
export interface Asked {
  readonly match: Match;
  readonly messages: readonly Message[];
}

/** Clients that go on from one answer at a time. */
const AGENTS: ReadonlySet<ClientName> = new Set(["claude-code", "codex", "opencode", "qwen-code", "pi"]);

function isAgent(client: ClientName): boolean {
  return AGENTS.has(client);
}

/**
 * A live session's history as a tree of messages: where a call's messages are routed, in the message domain alone.
 * Chains with another head of the prompt (system text, tools, template arguments) are other trees. A cache: made again
 * from the recording by `treeOfRecording`.
 */
export class HistoryTree {
  /** Turns that count towards the cap: neither retries nor auxiliary calls. */
  counted = 0;
  /** About how much memory it takes. */
  bytes = 0;
  /** What users and the model said so far, and whether tools were offered. */
  readonly said = new SaidBefore();
  /** Models beside that of the settings that sampled turns here. */
  readonly otherModels = new Set<string>();
  /** The turns by how they were asked. */
  readonly asked = new AskedTurns();
  private readonly roots = new Map<string, TreeNode[]>();
  private readonly turns = new Map<number, SampledTurn>();
  private readonly byKey = new Map<string, Turn>();
  private readonly answersByCall = new Map<string, Turn>();

  match(head: string, messages: readonly Message[], caller: Caller): Match {
    return walkHistory(this.children(head), messages, caller);
  }

  turn(index: number): SampledTurn | null {
    return this.turns.get(index) ?? null;
  }

  /** The turn whose call has this key, which the ids of its reply hold. */
  turnOfKey(callKey: string): Turn | null {
    return this.byKey.get(callKey) ?? null;
  }

  /** The turn whose answer's first tool call has this id. */
  turnOfCall(id: string): Turn | null {
    return this.answersByCall.get(id) ?? null;
  }

  /** How many turns it holds. */
  get size(): number {
    return this.turns.size;
  }

  settle(index: number, delivery: Delivery): void {
    const turn = this.turns.get(index);
    if (turn !== undefined) turn.delivery = delivery;
  }

  /** Takes up what a recording holds beyond this, and what became of the replies, as another process wrote it. */
  follow({ turns }: Recording): void {
    for (const turn of turns) {
      const known = this.turns.get(turn.index);
      if (known === undefined) this.add(turn);
      else {
        known.delivery = turn.delivery;
        known.deliveries = turn.deliveries;
      }
    }
  }

  /**
   * The answer that a retry asks for again: the latest to exactly these messages that did not arrive, or that an agent
   * has thrown away. An agent throws an answer away by asking the same twice, one after the other, as Qwen Code does
   * after a length stop. Another client may want two answers.
   */
  answerAskedAgain(head: string, { match, messages }: Asked, caller: Caller): number | null {
    if (match.depth < messages.length) return null;
    const children = match.steps.at(-1)?.node.children ?? this.children(head);
    const isThrownAway = ({ turn, children: below }: TreeNode) =>
      isAgent(caller.client) &&
      turn?.delivery === "delivered" &&
      turn.recorded.subAgent === caller.subAgent &&
      below.length === 0;
    return children.findLast((child) => isLost(child) || isThrownAway(child))?.turn?.recorded.index ?? null;
  }

  /** The turns not known as delivered of which the first message that did not match is a part. */
  partlyEchoed(head: string, match: Match, messages: readonly Message[]): readonly number[] {
    const message = messages[match.depth];
    if (message === undefined) return [];
    const children = match.steps.at(-1)?.node.children ?? this.children(head);
    return children.flatMap(({ message: held, turn }) =>
      turn !== null && turn.delivery !== "delivered" && isPartOf(message, held) ? [turn.recorded.index] : [],
    );
  }

  /** Adds a recorded turn: its messages below what they matched, its answer below them. */
  add(turn: Turn): void {
    if (turn.auxiliary === "none" && turn.retryOf === null) this.counted += 1;
    this.said.add(turn);
    this.bytes += turnBytes(turn);
    if (turn.served !== null) this.otherModels.add(turn.served.model);
    const held = heldMessages(turn);
    const exactly: Caller = { matcher: "exact", client: "unknown", forgiven: [], subAgent: turn.subAgent };
    const { steps, depth } = this.match(turn.headerDigest, held, exactly);
    let children = steps.at(-1)?.node.children ?? this.children(turn.headerDigest);
    for (const message of held.slice(depth)) {
      const node: TreeNode = { message, turn: null, children: [] };
      children.push(node);
      children = node.children;
      this.bytes += messageBytes(message);
    }
    for (const { node } of steps) if (node.turn !== null) node.turn.isEchoed = true;
    const sampled: SampledTurn = {
      recorded: turn,
      delivery: turn.delivery,
      deliveries: turn.deliveries,
      isEchoed: false,
    };
    this.turns.set(turn.index, sampled);
    if (turn.callKey !== null) this.byKey.set(turn.callKey, turn);
    this.asked.add(sampled);
    if (turn.responseMessage === null) return;
    const callId = turn.responseMessage.tool_calls?.[0]?.id;
    if (callId !== undefined) this.answersByCall.set(callId, turn);
    this.bytes += messageBytes(turn.responseMessage);
    children.push({ message: turn.responseMessage, turn: sampled, children: [] });
  }

  private children(head: string): TreeNode[] {
    const known = this.roots.get(head);
    if (known !== undefined) return known;
    const children: TreeNode[] = [];
    this.roots.set(head, children);
    return children;
  }
}

export function treeOfRecording(recording: Recording): HistoryTree {
  const tree = new HistoryTree();
  for (const turn of recording.turns) tree.add(turn);
  return tree;
}

/** A turn's messages in the spelling that is held, two that stand for one answer joined again. */
function heldMessages(turn: Turn): readonly Message[] {
  const rewrites = new Map<number, AcceptedRewrite>();
  for (const rewrite of turn.acceptedRewrites) {
    if (rewrite.turnIndex !== null) rewrites.set(rewrite.messageIndex, rewrite);
  }
  return turn.promptMessages.flatMap((message, index) => {
    const rewrite = rewrites.get(index);
    if (rewrite === undefined || rewrite.held === null) return [message];
    const isSecondPart = rewrites.get(index - 1)?.turnIndex === rewrite.turnIndex;
    return isSecondPart ? [] : [rewrite.held];
  });
}
