import { TOKEN_STATES } from "@/lib/core/token-state";
import type { ForkKind } from "@/lib/core/tree";
import type { NodeView } from "@/lib/core/view/session-view";

/** Card size and distances, in px. Fixed, so that nothing has to be measured before it can be placed. */
export const CARD = { width: 248, height: 84, columnGap: 40, rowGap: 32 } as const;

/** A straight run of at least this many nodes is one card: short ones read faster unfolded. */
const SHORTEST_SEGMENT = 6;

/** One card of the tree: a node, or a collapsed run of nodes without forks. */
export interface TreeCard {
  /** Id of its first node. */
  readonly id: string;
  /** Positions in the view's nodes, first to last; a single one for a node card. */
  readonly nodes: readonly number[];
  readonly lane: number;
  readonly row: number;
  readonly x: number;
  readonly y: number;
  readonly counts: readonly number[];
}

export interface TreeEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** What the target starts; null where the line just goes on. */
  readonly fork: ForkKind | null;
}

export interface TreeLayout {
  readonly cards: readonly TreeCard[];
  readonly edges: readonly TreeEdge[];
  /** Position in `cards` of each node's card. */
  readonly cardOfNode: readonly number[];
  readonly lanes: number;
  readonly rows: number;
}

/**
 * Lays the tree out like a commit graph, in one pass: the first child keeps its parent's lane, every other child
 * opens the next free one. Since nodes come in order of insertion, a tree that grows keeps every card's lane.
 *
 * @param expanded ids of the first nodes of runs that are shown unfolded.
 */
export function layoutTree(nodes: readonly NodeView[], expanded: ReadonlySet<string>): TreeLayout {
  const children = countChildren(nodes);
  const runs = collapsedRuns(nodes, children, expanded);
  const cards: TreeCard[] = [];
  const edges: TreeEdge[] = [];
  const cardOfNode: number[] = [];
  const laneTaken = new Set<number>();
  let lanes = 0;
  let rows = 0;
  nodes.forEach((node, at) => {
    const run = runs.get(at);
    if (run === "inside") {
      cardOfNode[at] = cardOfNode[node.parent] ?? 0;
      return;
    }
    const parentAt = node.parent < 0 ? -1 : (cardOfNode[node.parent] ?? -1);
    const parent = cards[parentAt];
    const keepsLane = parent !== undefined && !laneTaken.has(parentAt);
    if (parent) laneTaken.add(parentAt);
    const lane = keepsLane ? parent.lane : lanes++;
    const row = parent ? parent.row + 1 : 0;
    rows = Math.max(rows, row + 1);
    cardOfNode[at] = cards.length;
    if (parent)
      edges.push({ id: `e-${node.id}`, source: parent.id, target: node.id, fork: node.forks[0] ?? null });
    const members = run ?? [at];
    cards.push({
      id: node.id,
      nodes: members,
      lane,
      row,
      ...place(lane, row),
      counts: sumCounts(nodes, members),
    });
  });
  return { cards, edges, cardOfNode, lanes, rows };
}

function place(lane: number, row: number): { readonly x: number; readonly y: number } {
  return { x: lane * (CARD.width + CARD.columnGap), y: row * (CARD.height + CARD.rowGap) };
}

function countChildren(nodes: readonly NodeView[]): readonly number[] {
  const children = new Array<number>(nodes.length).fill(0);
  for (const { parent } of nodes) if (parent >= 0) children[parent] = (children[parent] ?? 0) + 1;
  return children;
}

/** Runs by their first node; the other members are marked `inside`. */
function collapsedRuns(
  nodes: readonly NodeView[],
  children: readonly number[],
  expanded: ReadonlySet<string>,
): ReadonlyMap<number, readonly number[] | "inside"> {
  const plain = nodes.map(
    ({ parent, forks, merged_rewrite }, at) =>
      parent >= 0 && children[parent] === 1 && children[at] === 1 && forks.length === 0 && !merged_rewrite,
  );
  const members = new Map<number, number[]>();
  const firstOf: number[] = [];
  nodes.forEach(({ parent }, at) => {
    if (!plain[at]) return;
    const first = plain[parent] ? (firstOf[parent] ?? at) : at;
    firstOf[at] = first;
    const run = members.get(first);
    if (run) run.push(at);
    else members.set(first, [at]);
  });
  const runs = new Map<number, readonly number[] | "inside">();
  for (const [first, run] of members) {
    if (run.length < SHORTEST_SEGMENT || expanded.has(nodes[first]?.id ?? "")) continue;
    for (const at of run) runs.set(at, "inside");
    runs.set(first, run);
  }
  return runs;
}

function sumCounts(nodes: readonly NodeView[], members: readonly number[]): readonly number[] {
  return TOKEN_STATES.map((_, state) =>
    members.reduce((sum, at) => sum + (nodes[at]?.counts[state] ?? 0), 0),
  );
}
