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

/**
 * The card at a point, or the nearest within a distance: a small mark is hard to hit. Null where there is none.
 *
 * @param distance by axis, in the layout's px: lanes may be drawn taller than they are wide.
 */
export function cardNear(
  layout: Pick<TreeLayout, "cards">,
  { x, y }: Pick<Area, "x" | "y">,
  distance: Pick<Area, "x" | "y">,
): TreeCard | null {
  const around = {
    x: x - distance.x,
    y: y - distance.y,
    width: 2 * distance.x,
    height: 2 * distance.y,
  };
  const away = (card: TreeCard): number =>
    Math.hypot(
      Math.max(0, card.x - x, x - card.x - CARD.width) / distance.x,
      Math.max(0, card.y - y, y - card.y - CARD.height) / distance.y,
    );
  return cardsIn(layout, around).reduce<TreeCard | null>(
    (nearest, card) => (nearest === null || away(card) < away(nearest) ? card : nearest),
    null,
  );
}

/** Farther than any tree is long, in the layout's px. */
const FAR = 1e9;

/** What is zoomed to where a pane has this point in its middle: the point, or the nearest of a card where it is on none. */
export function zoomedPlace(
  layout: Pick<TreeLayout, "cards">,
  point: Pick<Area, "x" | "y">,
): Pick<Area, "x" | "y"> {
  const card = cardNear(layout, point, { x: FAR, y: FAR });
  if (!card) return point;
  return {
    x: Math.max(card.x, Math.min(point.x, card.x + CARD.width)),
    y: Math.max(card.y, Math.min(point.y, card.y + CARD.height)),
  };
}

function touches({ x, y }: TreeCard, area: Area): boolean {
  return (
    x <= area.x + area.width &&
    x + CARD.width >= area.x &&
    y <= area.y + area.height &&
    y + CARD.height >= area.y
  );
}
