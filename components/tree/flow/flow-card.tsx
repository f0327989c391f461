"use client";

import type { Node, NodeProps } from "@xyflow/react";
import { createContext, memo, use } from "react";
import { TreeCardBody } from "@/components/tree/card/tree-card-body";
import { CARD, type TreeCard } from "@/components/tree/layout/tree-layout";
import type { TreeLevel } from "@/components/tree/layout/tree-level";
import type { SessionView } from "@/lib/core/view/session-view";

/** How the cards are drawn now. */
export const LevelContext = createContext<TreeLevel>("card");

export type FlowNode = Node<{ readonly card: TreeCard; readonly view: SessionView }, "card">;

/** A card as React Flow mounts it. Its size is given, so that nothing has to be measured. */
export const FlowCard = memo(function FlowCard({ data }: NodeProps<FlowNode>) {
  return <TreeCardBody card={data.card} view={data.view} level={use(LevelContext)} />;
});

/** A card of the layout as React Flow takes it. */
export function flowNode(card: TreeCard, view: SessionView): FlowNode {
  return {
    id: card.id,
    type: "card",
    position: { x: card.x, y: card.y },
    width: CARD.width,
    height: CARD.height,
    handles: [],
    data: { card, view },
  };
}
