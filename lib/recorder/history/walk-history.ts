import { isRemnant } from "@/lib/core/message/is-remnant";
import type { Message } from "@/lib/core/message/message";
import { sameSpelling } from "@/lib/core/message/same-spelling";
import { pickAnswer } from "@/lib/core/tree/pick-answer";
import { type Candidate, type MatchRules, matchCandidates } from "./match-candidates";
import { isLost, type TreeNode } from "./tree-node";

/** Who calls, for choosing among children that match alike. */
export interface Caller extends MatchRules {
  readonly subAgent: string | null;
}

/** One step of a matched path: a node and the messages of the call that stand for it. */
export interface MatchedStep extends Candidate {
  /** Position in the call of the first message that stands for the node. */
  readonly position: number;
}

/** A message that stands for nothing, and the turn whose reasoning it holds; null when it holds none. */
export interface Remnant {
  readonly position: number;
  readonly turn: number | null;
}

/** How far a call's history is known. */
export interface Match {
  readonly steps: readonly MatchedStep[];
  /** Messages matched, from the first. */
  readonly depth: number;
  /** Messages among those that no node stands for, because the client kept them of an answer that it lost. */
  readonly remnants: readonly Remnant[];
}

/** Equal siblings are told apart by what follows them, but not over this many branchings in a row. */
const MOST_BRANCHINGS = 12;

/** Follows a call's messages down from a list of siblings, as far as they are known. */
export function walkHistory(from: readonly TreeNode[], messages: readonly Message[], caller: Caller): Match {
  return walk(from, messages, 0, caller, MOST_BRANCHINGS);
}

function walk(
  from: readonly TreeNode[],
  messages: readonly Message[],
  start: number,
  caller: Caller,
  branchings: number,
): Match {
  const steps: MatchedStep[] = [];
  const remnants: Remnant[] = [];
  let children = from;
  let position = start;
  for (;;) {
    const only = onlyEcho(children, messages[position]);
    if (only !== null) {
      steps.push({ node: only, consumed: 1, tolerances: [], position });
      position += 1;
      children = only.children;
      continue;
    }
    const [first, ...rivals] = matchCandidates(children, messages, position, caller);
    if (first === undefined) {
      const remnant = remnantAt(children, messages, position, caller);
      if (remnant === null) return { steps, depth: position, remnants };
      remnants.push(remnant);
      position += 1;
      continue;
    }
    if (rivals.length > 0 && branchings > 0) {
      const rest = bestOf([first, ...rivals], messages, position, caller, branchings - 1);
      return {
        steps: [...steps, ...rest.steps],
        depth: rest.depth,
        remnants: [...remnants, ...rest.remnants],
      };
    }
    steps.push({ ...first, position });
    position += first.consumed;
    children = first.node.children;
  }
}

/** The one child, if it arrived and the message is spelled like it: most of a long history is a line of those. */
function onlyEcho(children: readonly TreeNode[], message: Message | undefined): TreeNode | null {
  const child = children.length === 1 ? children[0] : undefined;
  if (child === undefined || message === undefined || isLost(child)) return null;
  return sameSpelling(child.message, message) ? child : null;
}

function remnantAt(
  children: readonly TreeNode[],
  messages: readonly Message[],
  position: number,
  { matcher }: Caller,
): Remnant | null {
  const message = messages[position];
  if (message === undefined || matcher !== "echo") return null;
  const lost = children.filter((child) => isLost(child) && isRemnant(message, [child.message]));
  if (lost.length === 0 && !isRemnant(message, [])) return null;
  const turn = message.reasoning_content ? lost.at(-1)?.turn?.recorded.index : undefined;
  return { position, turn: turn ?? null };
}

interface Way {
  readonly candidate: Candidate;
  readonly match: Match;
}

/** The deepest is the one through which the most of the call's messages match. */
function bestOf(
  candidates: readonly [Candidate, ...Candidate[]],
  messages: readonly Message[],
  position: number,
  caller: Caller,
  branchings: number,
): Match {
  const wayThrough = (candidate: Candidate): Way => {
    const below = walk(candidate.node.children, messages, position + candidate.consumed, caller, branchings);
    return { candidate, match: { ...below, steps: [{ ...candidate, position }, ...below.steps] } };
  };
  const [first, ...rivals] = candidates;
  const best = pickAnswer([wayThrough(first), ...rivals.map(wayThrough)], ({ candidate, match }) => ({
    reach: match.depth,
    tolerances: match.steps.reduce((sum, step) => sum + step.tolerances.length, 0),
    isDelivered: candidate.node.turn?.delivery === "delivered",
    isSameSubAgent: candidate.node.turn?.recorded.subAgent === caller.subAgent,
    turnIndex: candidate.node.turn?.recorded.index ?? 0,
  }));
  return best.match;
}
