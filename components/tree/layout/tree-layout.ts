import { collapsedRuns } from "@/components/session/collapsed-runs";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import type { NodeView } from "@/lib/core/view/session-view";
import { type EdgeKind, edgeKind } from "./edge-kind";

/** Card size and distances, in px. Fixed, so that nothing has to be measured before it can be placed. */
export const CARD = { width: 248, height: 84, columnGap: 40, rowGap: 32 } as const;

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

/** A line from one card to a card below it. */
export interface TreeEdge {
  /** Positions in `cards`. */
  readonly source: number;
  readonly target: number;
  readonly kind: EdgeKind;
}

export interface TreeLayout {
  readonly cards: readonly TreeCard[];
  readonly edges: readonly TreeEdge[];
  /** Position in `cards` of each node's card; -1 for a node that is not shown. */
  readonly cardOfNode: Int32Array;
  readonly lanes: number;
  readonly rows: number;
}

/** What of the nodes is drawn, and how. */
export interface TreeLayoutOptions {
  /** Ids of the first nodes of runs that are shown unfolded. */
  readonly expanded: ReadonlySet<string>;
  /** Ids of nodes that stand as cards of their own, and stay that. */
  readonly open?: ReadonlySet<string>;
  /** By the root of a sub-agent's conversation, the node whose tool call spawned it; positions in the nodes. */
  readonly spawners?: ReadonlyMap<number, number>;
  /** Positions of the answers to a call that was made again: they fork nothing, and still stand beside another. */
  readonly retries?: ReadonlySet<number>;
  /** Positions of the nodes to draw, with the parents of each; all of them when left out. */
  readonly shown?: ReadonlySet<number> | null;
}

/**
 * Lays the tree out like a commit graph, in one pass: the first child keeps its parent's lane, every other child
 * opens the next free one. Since nodes come in order of insertion, a tree that grows keeps every card's lane. A
 * sub-agent's conversation begins in the row below the call that spawned it.
 */
export function layoutTree(nodes: readonly NodeView[], options: TreeLayoutOptions): TreeLayout {
  const shown = options.shown ?? null;
  const runs = collapsedRuns(nodes, options.expanded, shown, options.open);
  const cards: TreeCard[] = [];
  const edges: TreeEdge[] = [];
  const cardOfNode = new Int32Array(nodes.length).fill(-1);
  const laneTaken = new Uint8Array(nodes.length);
  let lanes = 0;
  let rows = 0;
  nodes.forEach((node, at) => {
    if (shown && !shown.has(at)) return;
    const run = runs.get(at);
    if (run === "inside") {
      cardOfNode[at] = cardOfNode[node.parent] ?? -1;
      return;
    }
    const parentAt = node.parent < 0 ? -1 : (cardOfNode[node.parent] ?? -1);
    const parent = cards[parentAt];
    const keepsLane = parent !== undefined && laneTaken[parentAt] === 0;
    if (parent) laneTaken[parentAt] = 1;
    const aboveAt = parent ? parentAt : (cardOfNode[options.spawners?.get(at) ?? -1] ?? -1);
    const above = cards[aboveAt];
    const lane = keepsLane ? parent.lane : lanes++;
    const row = above ? above.row + 1 : 0;
    rows = Math.max(rows, row + 1);
    cardOfNode[at] = cards.length;
    if (above)
      edges.push({
        source: aboveAt,
        target: cards.length,
        kind: options.retries?.has(at) ? "retry" : edgeKind(node),
      });
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

function sumCounts(nodes: readonly NodeView[], members: readonly number[]): readonly number[] {
  const [only] = members;
  if (members.length === 1 && only !== undefined) return nodes[only]?.counts ?? [];
  return TOKEN_STATES.map((_, state) =>
    members.reduce((sum, at) => sum + (nodes[at]?.counts[state] ?? 0), 0),
  );
}
