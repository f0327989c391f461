import type { Message } from "@/lib/core/message";
import type { Recording } from "@/lib/core/recording";
import type { AcceptedRewrite, Delivery, Turn } from "@/lib/core/turn";
import { isPartOf } from "./is-part-of";
import { type Candidate, type MatchRules, matchCandidates } from "./match-candidates";
import type { SampledTurn, TreeNode } from "./tree-node";

/** Who calls, for choosing among children that match alike. */
export interface Caller extends MatchRules {
  readonly subAgent: string | null;
}

/** One step of a matched path: a node and the messages of the call that stand for it. */
export interface MatchedStep extends Candidate {
  /** Position in the call of the first message that stands for the node. */
  readonly position: number;
}

/** How far a call's history is known. */
export interface Match {
  readonly steps: readonly MatchedStep[];
  /** Messages matched, from the first. */
  readonly depth: number;
}

/** Equal siblings are told apart by what follows them, but not over this many branchings in a row. */
const MOST_BRANCHINGS = 12;

/**
 * A live session's history as a tree of messages: where a call's messages are routed, in the message domain alone.
 * Chains with another head of the prompt (system text, tools, template arguments) are other trees. A cache: made again
 * from the recording by `treeOfRecording`.
 */
export class SessionTree {
  /** Turns that count towards the cap: neither retries nor auxiliary calls. */
  counted = 0;
  private readonly roots = new Map<string, TreeNode[]>();
  private readonly turns = new Map<number, SampledTurn>();
  private readonly answersByCall = new Map<string, Message>();

  match(head: string, messages: readonly Message[], caller: Caller): Match {
    return walk(this.children(head), messages, 0, caller, MOST_BRANCHINGS);
  }

  turn(index: number): SampledTurn | null {
    return this.turns.get(index) ?? null;
  }

  /** The answer whose first tool call has this id. */
  answerOfCall(id: string): Message | null {
    return this.answersByCall.get(id) ?? null;
  }

  settle(index: number, delivery: Delivery): void {
    const turn = this.turns.get(index);
    if (turn !== undefined) turn.delivery = delivery;
  }

  /** The latest answer to exactly these messages that is known not to have arrived: what a retry asks for again. */
  lostAnswerTo(head: string, match: Match, messages: readonly Message[]): number | null {
    if (match.depth < messages.length) return null;
    const children = match.steps.at(-1)?.node.children ?? this.children(head);
    return children.filter(({ turn }) => turn?.delivery === "undelivered").at(-1)?.turn?.facts.index ?? null;
  }

  /** The turns not known as delivered of which the first message that did not match is a part. */
  partlyEchoed(head: string, match: Match, messages: readonly Message[]): readonly number[] {
    const message = messages[match.depth];
    if (message === undefined) return [];
    const children = match.steps.at(-1)?.node.children ?? this.children(head);
    return children.flatMap(({ message: held, turn }) =>
      turn !== null && turn.delivery !== "delivered" && isPartOf(message, held) ? [turn.facts.index] : [],
    );
  }

  /** Adds a recorded turn: its messages below what they matched, its answer below them. */
  add(turn: Turn): void {
    if (turn.auxiliary === "none" && turn.retryOf === null) this.counted += 1;
    const held = heldMessages(turn);
    const exactly: Caller = { matcher: "exact", client: "unknown", subAgent: turn.subAgent };
    const { steps, depth } = this.match(turn.headerDigest, held, exactly);
    let children = steps.at(-1)?.node.children ?? this.children(turn.headerDigest);
    for (const message of held.slice(depth)) {
      const node: TreeNode = { message, turn: null, children: [] };
      children.push(node);
      children = node.children;
    }
    const sampled: SampledTurn = { facts: turn, delivery: turn.delivery };
    this.turns.set(turn.index, sampled);
    if (turn.responseMessage === null) return;
    const callId = turn.responseMessage.tool_calls?.[0]?.id;
    if (callId !== undefined) this.answersByCall.set(callId, turn.responseMessage);
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

export function treeOfRecording(recording: Recording): SessionTree {
  const tree = new SessionTree();
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
    if (rewrite === undefined) return [message];
    const isSecondPart = rewrites.get(index - 1)?.turnIndex === rewrite.turnIndex;
    return isSecondPart ? [] : [rewrite.held];
  });
}

function walk(
  from: readonly TreeNode[],
  messages: readonly Message[],
  start: number,
  caller: Caller,
  branchings: number,
): Match {
  const steps: MatchedStep[] = [];
  let children = from;
  let position = start;
  for (;;) {
    const candidates = matchCandidates(children, messages, position, caller);
    const [first] = candidates;
    if (first === undefined) return { steps, depth: position };
    if (candidates.length > 1 && branchings > 0) {
      const rest = bestOf(candidates, messages, position, caller, branchings - 1);
      return { steps: [...steps, ...rest.steps], depth: rest.depth };
    }
    steps.push({ ...first, position });
    position += first.consumed;
    children = first.node.children;
  }
}

interface Way {
  readonly candidate: Candidate;
  readonly match: Match;
}

/** Deepest, then exact, then delivered, then of the same sub-agent, then the latest. */
function bestOf(
  candidates: readonly Candidate[],
  messages: readonly Message[],
  position: number,
  caller: Caller,
  branchings: number,
): Match {
  const ways = candidates.map((candidate): Way => {
    const below = walk(candidate.node.children, messages, position + candidate.consumed, caller, branchings);
    const steps = [{ ...candidate, position }, ...below.steps];
    return { candidate, match: { steps, depth: below.depth } };
  });
  const rank = ({ candidate, match }: Way): readonly number[] => [
    match.depth,
    -match.steps.reduce((sum, step) => sum + step.tolerances.length, 0),
    candidate.node.turn?.delivery === "delivered" ? 1 : 0,
    candidate.node.turn?.facts.subAgent === caller.subAgent ? 1 : 0,
    candidate.node.turn?.facts.index ?? 0,
  ];
  const best = ways.reduce((a, b) => (compare(rank(b), rank(a)) > 0 ? b : a));
  return best.match;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
