import { isLandmark, type Landmark } from "@/components/session/landmarks";
import type { SessionView } from "@/lib/core/view/session-view";

/** A cell of the rail is at least as high as a pointer can hit. The rail is never longer than this. */
const MOST_CELLS = 64;
/** What a cell shows when it holds several kinds: the rarer and graver first. */
const KINDS: readonly Landmark[] = ["error", "loss", "compaction", "drift", "fork"];

/** A part of the session that holds something to look at. */
export interface RailCell {
  /** Which part, from 0. */
  readonly place: number;
  readonly kind: Landmark;
  /** Positions of the nodes with a landmark of any kind, in order of insertion. */
  readonly nodes: readonly number[];
}

/** The session from its first message to its last in equal parts, and of these the ones that hold landmarks. */
export function railCells({ nodes, turns }: Pick<SessionView, "nodes" | "turns">): {
  readonly cells: readonly RailCell[];
  readonly parts: number;
} {
  const parts = Math.min(MOST_CELLS, nodes.length);
  const cells = new Map<number, { kinds: Set<Landmark>; nodes: number[] }>();
  nodes.forEach((node, at) => {
    const turn = node.turn === null ? null : (turns[node.turn - 1] ?? null);
    const kinds = KINDS.filter((kind) => isLandmark(node, turn, kind));
    if (kinds.length === 0) return;
    const place = Math.floor((at / nodes.length) * parts);
    const cell = cells.get(place) ?? { kinds: new Set<Landmark>(), nodes: [] };
    cells.set(place, cell);
    cell.nodes.push(at);
    for (const kind of kinds) cell.kinds.add(kind);
  });
  return {
    parts,
    cells: [...cells].map(([place, cell]) => ({
      place,
      kind: KINDS.find((kind) => cell.kinds.has(kind)) ?? "fork",
      nodes: cell.nodes,
    })),
  };
}
