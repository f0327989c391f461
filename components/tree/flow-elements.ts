import { type Edge, type Node, Position } from "@xyflow/react";
import type { ForkKind } from "@/lib/core/tree";
import type { NodeView } from "@/lib/core/view/session-view";
import { CARD, type TreeCard, type TreeLayout } from "./tree-layout";

export type CardNode = Node<{ readonly card: TreeCard; readonly nodes: readonly NodeView[] }, "card" | "run">;
export type ForkEdge = Edge<{ readonly fork: ForkKind | null }, "fork">;

/** Handles given in advance: with them nothing is measured, and only the cards in view are ever mounted. */
const HANDLES: NonNullable<CardNode["handles"]> = [
  { type: "target", position: Position.Top, x: CARD.width / 2, y: 0, width: 1, height: 1 },
  { type: "source", position: Position.Bottom, x: CARD.width / 2, y: CARD.height, width: 1, height: 1 },
];

/** The layout as React Flow takes it. */
export function flowElements(
  layout: TreeLayout,
  nodes: readonly NodeView[],
): { readonly nodes: CardNode[]; readonly edges: ForkEdge[] } {
  return {
    nodes: layout.cards.map((card) => ({
      id: card.id,
      type: card.nodes.length > 1 ? "run" : "card",
      position: { x: card.x, y: card.y },
      width: CARD.width,
      height: CARD.height,
      handles: HANDLES,
      data: { card, nodes: card.nodes.flatMap((at) => nodes[at] ?? []) },
    })),
    edges: layout.edges.map(({ id, source, target, fork }) => ({
      id,
      source,
      target,
      type: "fork",
      data: { fork },
    })),
  };
}
