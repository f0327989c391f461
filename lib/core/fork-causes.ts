import { classifyFork } from "./classify-fork";
import { DRIFT_CAUSES, type DriftCause } from "./drift-cause";
import type { LineariseResult } from "./linearise-result";
import type { Message } from "./message";
import type { Recording } from "./recording";
import type { Sample } from "./sample";
import type { MessageNode } from "./tree";
import type { Turn } from "./turn";

/** A fork of the tree, or of the tokens alone. */
export interface ForkCause {
  /** The turn that made it, and the turn that it left. */
  readonly turn: number;
  readonly leftTurn: number;
  /** The first node of its own; null when the messages go on and only the ids do not. */
  readonly nodeId: string | null;
  readonly cause: DriftCause;
}

/**
 * Names every fork of a linearised recording, in order of the turns that made them. A fork of ids alone has the cause
 * that the audit of its turn found (`facts.audit.cause`), else one told by how the answer before it ended.
 *
 * @example
 * forkCauses(recording, linearise(recording, policy)); // [{ turn: 5, leftTurn: 4, nodeId: "…", cause: "compaction" }]
 */
export function forkCauses(recording: Recording, { tree, samples }: LineariseResult): ForkCause[] {
  const inTree = treeForks(recording.turns, tree);
  const known = new Set(inTree.map(({ turn }) => turn));
  const ofIds = samples.flatMap((sample) => idFork(recording.turns, sample, samples) ?? []);
  const forks = [...inTree, ...ofIds.filter(({ turn }) => !known.has(turn))];
  return forks.sort((a, b) => a.turn - b.turn);
}

/** Auxiliary calls neither make a fork nor are left by one: they are beside the conversation. */
function treeForks(turns: readonly Turn[], tree: readonly MessageNode[]): ForkCause[] {
  const isConversation = (turn: number) => turns[turn - 1]?.auxiliary === "none";
  const groups = siblingGroups(tree);
  const firstTurns = firstTurnsOf(groups, isConversation);
  const firstTurn = (node: MessageNode) => firstTurns.get(node) ?? Number.POSITIVE_INFINITY;
  const answers = answersBefore(turns);
  return groups.flatMap(({ siblings, depth }) => {
    const inOrder = siblings
      .filter((node) => firstTurn(node) < Number.POSITIVE_INFINITY)
      .sort((a, b) => firstTurn(a) - firstTurn(b));
    return inOrder.slice(1).flatMap((node) => {
      const made = firstTurn(node);
      const left = latestTurn(siblings, (turn) => turn < made && isConversation(turn));
      const [found, held] = [turns[made - 1], turns[left - 1]];
      if (found === undefined || held === undefined) return [];
      const cause = classifyFork({ held, found, shared: depth, earlierAnswers: answers(made) });
      return [{ turn: made, leftTurn: left, nodeId: node.id, cause }];
    });
  });
}

/** The answers given before a turn. */
function answersBefore(turns: readonly Turn[]): (turn: number) => readonly Message[] {
  const answers: Message[] = [];
  const counts = turns.map(({ responseMessage }) => {
    const before = answers.length;
    if (responseMessage) answers.push(responseMessage);
    return before;
  });
  return (turn) => answers.slice(0, counts[turn - 1]);
}

/** The first turn of the conversation in each subtree; infinity where there is none. */
function firstTurnsOf(
  groups: ReturnType<typeof siblingGroups>,
  isConversation: (turn: number) => boolean,
): ReadonlyMap<MessageNode, number> {
  const first = new Map<MessageNode, number>();
  for (const { siblings } of groups.toReversed()) {
    for (const node of siblings) {
      const { turnIndex } = node;
      const own = turnIndex !== null && isConversation(turnIndex) ? turnIndex : Number.POSITIVE_INFINITY;
      first.set(node, Math.min(own, ...node.children.map((child) => first.get(child) ?? own)));
    }
  }
  return first;
}

/** All lists of siblings, parents before children, with the number of messages above them. */
function siblingGroups(tree: readonly MessageNode[]) {
  const groups = [{ siblings: tree, depth: 0 }];
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at];
    for (const node of group?.siblings ?? []) {
      if (node.children.length > 0) groups.push({ siblings: node.children, depth: (group?.depth ?? 0) + 1 });
    }
  }
  return groups;
}

/** The last turn in any of these subtrees that is one of those asked for; 0 if there is none. */
function latestTurn(siblings: readonly MessageNode[], isMeant: (turn: number) => boolean): number {
  let latest = 0;
  const pending = [...siblings];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.turnIndex !== null && isMeant(node.turnIndex)) latest = Math.max(latest, node.turnIndex);
    for (const child of node.children) pending.push(child);
  }
  return latest;
}

/** A sample that opens where another sample of its chain ends. */
function idFork(turns: readonly Turn[], sample: Sample, samples: readonly Sample[]): ForkCause | null {
  const [first] = sample.turns;
  const ended = samples
    .filter((other) => other.leafTurn === sample.leafTurn && other.lastTurn < (first ?? 0))
    .map(({ lastTurn }) => lastTurn);
  if (first === undefined || ended.length === 0) return null;
  const left = Math.max(...ended);
  const cause = auditedCause(turns[first - 1]) ?? causeByEnding(turns[left - 1]);
  return { turn: first, leftTurn: left, nodeId: null, cause };
}

function auditedCause(turn: Turn | undefined): DriftCause | null {
  const audit = turn?.facts.audit;
  if (typeof audit !== "object" || audit === null || !("cause" in audit)) return null;
  return DRIFT_CAUSES.find((cause) => cause === audit.cause) ?? null;
}

/** Without an audit, nothing tells more than that the same messages gave other ids. */
function causeByEnding(turn: Turn | undefined): DriftCause {
  const wasCut = turn?.finishReason === "length" || turn?.finishReason === "abort";
  return wasCut ? "truncated anchor" : "retokenised";
}
