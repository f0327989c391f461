import { CARD, type TreeCard, type TreeEdge, type TreeLayout } from "./tree-layout";

/** A part of the plane, in the layout's px. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The cards that an area touches. */
export function cardsIn(layout: Pick<TreeLayout, "cards">, area: Area): readonly TreeCard[] {
  return layout.cards.filter((card) => touches(card, area));
}

/** How many cards an area touches. */
export function countCardsIn(layout: Pick<TreeLayout, "cards">, area: Area): number {
  let count = 0;
  for (const card of layout.cards) if (touches(card, area)) count++;
  return count;
}

/** The lines that an area touches: they may lead from far away to far away. */
export function edgesIn(
  { cards, edges }: Pick<TreeLayout, "cards" | "edges">,
  area: Area,
): readonly TreeEdge[] {
  return edges.filter(({ source, target }) => {
    const [from, to] = [cards[source], cards[target]];
    if (!from || !to) return false;
    const [left, right] = from.x < to.x ? [from.x, to.x] : [to.x, from.x];
    return (
      left <= area.x + area.width &&
      right + CARD.width >= area.x &&
      from.y <= area.y + area.height &&
      to.y >= area.y
    );
  });
}

function touches({ x, y }: TreeCard, area: Area): boolean {
  return (
    x <= area.x + area.width &&
    x + CARD.width >= area.x &&
    y <= area.y + area.height &&
    y + CARD.height >= area.y
  );
}
