import { groupBy } from "@/lib/core/base/group-by";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import type { Sample } from "@/lib/core/samples/sample";
import { firstTurnsBelow, NO_TURN } from "@/lib/core/tree/first-turns-below";
import type { MessageNode } from "@/lib/core/tree/tree";
import { type WalkedNode, walkTree } from "@/lib/core/tree/walk-tree";
import { DRIFT_CAUSES, type DriftCause } from "./drift-cause";
import { ForkedSession } from "./forked-session";
import { turnsBeside } from "./turns-beside";

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
 * that the audit of its turn found (`audit.cause`). Without one, the end of the answer before it tells the cause.
 *
 * @example
 * forkCauses(recording, linearise(recording, policy)); // [{ turn: 5, leftTurn: 4, nodeId: "…", cause: "compaction" }]
 */
export function forkCauses(recording: Recording, { tree, samples }: LineariseResult): ForkCause[] {
  const inTree = treeForks(recording.turns, tree);
  const known = new Set(inTree.map(({ turn }) => turn));
  const ofIds = idForks(recording.turns, samples).filter(({ turn }) => !known.has(turn));
  const forks = [...inTree, ...ofIds];
  return forks.sort((a, b) => a.turn - b.turn);
}

/** What is beside the conversation neither makes a fork nor is left by one. */
function treeForks(turns: readonly Turn[], tree: readonly MessageNode[]): ForkCause[] {
  const walked = walkTree(tree);
  const beside = turnsBeside(turns);
  const isConversation = (turn: number) => !beside.has(turn);
  const firstTurns = firstTurnsBelow(walked, isConversation);
  const places = placesOf(walked);
  const session = new ForkedSession(turns, isConversation);
  const madeAt = (at: number) => firstTurns[at] ?? NO_TURN;
  return siblingGroups(walked).flatMap(({ siblings, depth, end }) => {
    const [first = 0] = siblings;
    const inOrder = siblings.filter((at) => madeAt(at) < NO_TURN).sort((a, b) => madeAt(a) - madeAt(b));
    const isBeside = (turn: number) => {
      const place = places.get(turn) ?? -1;
      return place >= first && place < end;
    };
    return inOrder.slice(1).flatMap((at) => {
      const found = turns[madeAt(at) - 1];
      const named = found && session.fork(found, depth, isBeside);
      return named ? [{ ...named, nodeId: walked[at]?.node.id ?? null }] : [];
    });
  });
}

/** Where each turn's answer stands in a walked tree. */
function placesOf(walked: readonly WalkedNode[]): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  walked.forEach(({ node }, at) => {
    if (node.turnIndex !== null) places.set(node.turnIndex, at);
  });
  return places;
}

/** Siblings by their positions in the walk, and the position after the last node below any of them. */
interface SiblingGroup {
  readonly siblings: number[];
  readonly depth: number;
  readonly end: number;
}

/** Only nodes that have siblings. */
function siblingGroups(walked: readonly WalkedNode[]): readonly SiblingGroup[] {
  const ends = Int32Array.from(walked, (_, at) => at + 1);
  const groups = new Map<number, SiblingGroup>();
  for (let at = walked.length - 1; at >= 0; at--) {
    const { parent = -1, rank = 0, depth = 0 } = walked[at] ?? {};
    const end = ends[at] ?? 0;
    if (parent >= 0) ends[parent] = Math.max(ends[parent] ?? 0, end);
    // Walking backwards, the last of the siblings comes first.
    const group = groups.get(parent) ?? { siblings: [], depth, end };
    if (rank > 0 || group.siblings.length > 0) {
      group.siblings.unshift(at);
      groups.set(parent, group);
    }
  }
  return [...groups.values()];
}

/** Samples that open where another sample of their chain ends. */
function idForks(turns: readonly Turn[], samples: readonly Sample[]): ForkCause[] {
  const ends = groupBy(samples, ({ leafTurn }) => leafTurn);
  return samples.flatMap((sample) => {
    const [first = 0] = sample.turns;
    const left = (ends.get(sample.leafTurn) ?? []).reduce(
      (latest, { lastTurn }) => (lastTurn < first ? Math.max(latest, lastTurn) : latest),
      0,
    );
    if (left === 0) return [];
    const cause = auditedCause(turns[first - 1]) ?? causeByEnding(turns[left - 1]);
    return [{ turn: first, leftTurn: left, nodeId: null, cause }];
  });
}

function auditedCause(turn: Turn | undefined): DriftCause | null {
  return DRIFT_CAUSES.find((cause) => cause === turn?.audit?.cause) ?? null;
}

/** Without an audit, nothing tells more than that the same messages gave other ids. */
function causeByEnding(turn: Turn | undefined): DriftCause {
  const wasCut = turn?.finishReason === "length" || turn?.finishReason === "abort";
  return wasCut ? "truncated anchor" : "retokenised";
}
