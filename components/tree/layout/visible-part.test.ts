import { describe, expect, it } from "vitest";
import { nodeViews } from "@/test/components/node-views";
import { CARD, layoutTree } from "./tree-layout";
import { cardNear, zoomedPlace } from "./visible-part";

// A message with three branches: cards in three lanes of the second row.
const layout = layoutTree(nodeViews([-1, 0, 0, 0]), { expanded: new Set() });
const [, first, second] = layout.cards;
const within = (distance: number) => ({ x: distance, y: distance });

describe("the card at a point of the canvas", () => {
  it("is the one under it, or the nearest within the distance", () => {
    expect(cardNear(layout, { x: 4, y: 4 }, within(1))?.id).toBe("n0");
    const between = { x: CARD.width + 5, y: (first?.y ?? 0) + 4 };
    expect(cardNear(layout, between, within(1))).toBeNull();
    expect(cardNear(layout, between, within(10))?.id).toBe(first?.id);
    expect(cardNear(layout, { ...between, x: (second?.x ?? 0) - 5 }, within(60))?.id).toBe(second?.id);
  });

  it("is looked for as far along each axis as is said", () => {
    const below = { x: 4, y: CARD.height + 20 };
    expect(cardNear(layout, below, { x: 60, y: 4 })).toBeNull();
    expect(cardNear(layout, below, { x: 4, y: 30 })?.id).toBe(first?.id);
  });

  it("is none far away from all", () => {
    expect(cardNear(layout, { x: -900, y: -900 }, within(50))).toBeNull();
  });
});

describe("what is zoomed to", () => {
  it("is the middle of the pane, or the nearest of a card where that shows none", () => {
    expect(zoomedPlace(layout, { x: 9, y: 9 })).toEqual({ x: 9, y: 9 });
    expect(zoomedPlace(layout, { x: -5_000, y: 9 })).toEqual({ x: 0, y: 9 });
  });
});
