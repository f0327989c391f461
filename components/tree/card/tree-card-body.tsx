import type { TreeCard } from "@/components/tree/layout/tree-layout";
import type { TreeLevel } from "@/components/tree/layout/tree-level";
import type { SessionView } from "@/lib/core/view/session-view";
import { CardPill } from "./card-pill";
import { NodeCard } from "./node-card";
import { RunCard } from "./run-card";

/** What stands on a card's place at a level. Lanes are drawn on a canvas and have no element. */
export function TreeCardBody({
  card,
  view,
  level,
}: {
  readonly card: TreeCard;
  readonly view: SessionView;
  readonly level: TreeLevel;
}) {
  const nodes = card.nodes.flatMap((at) => view.nodes[at] ?? []);
  const [first] = nodes;
  if (!first || level === "lanes") return null;
  if (level === "pill") return <CardPill nodes={nodes} counts={card.counts} />;
  if (nodes.length > 1) return <RunCard nodes={nodes} counts={card.counts} />;
  return <NodeCard node={first} turn={first.turn === null ? null : (view.turns[first.turn - 1] ?? null)} />;
}
