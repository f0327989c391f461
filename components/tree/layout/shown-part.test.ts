import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messagesFrom } from "@/test/components/messages-from";
import { nextPart, visibleArea } from "./shown-part";
import { CARD, layoutTree } from "./tree-layout";
import { treeLevel } from "./tree-level";
import { cardsIn, countCardsIn, edgesIn } from "./visible-part";

const pane = { width: 720, height: 560 };
/** A trunk of 400 messages with a branch at every tenth. */
const layout = layoutTree(
  messagesFrom(
    Array.from({ length: 400 }, (_, at) => (at % 10 === 9 ? at - 5 : at % 10 === 0 ? at - 2 : at - 1)),
  ),
  {
    expanded: new Set(),
  },
);

describe("the part of a tree that is mounted", () => {
  it("is at the first place what the pane shows and some around it", () => {
    const part = nextPart(null, layout, { x: 24, y: 24, zoom: 1 }, pane);
    expect(part.level).toBe("card");
    expect(cardsIn(layout, part.area).length).toBeLessThan(60);
  });

  it("stays the same object while it covers the pane, so that nothing is handed over in most frames", () => {
    const first = nextPart(null, layout, { x: 24, y: 24, zoom: 1 }, pane);
    expect(nextPart(first, layout, { x: 24, y: -200, zoom: 1 }, pane)).toBe(first);
    expect(nextPart(first, layout, { x: 24, y: -2000, zoom: 1 }, pane)).not.toBe(first);
  });

  it("always covers the pane", () => {
    const viewport = fc.record({
      x: fc.integer({ min: -20_000, max: 200 }),
      y: fc.integer({ min: -20_000, max: 200 }),
      zoom: fc.double({ min: 0.02, max: 1.5, noNaN: true }),
    });
    fc.assert(
      fc.property(viewport, viewport, (from, to) => {
        const part = nextPart(nextPart(null, layout, from, pane), layout, to, pane);
        const visible = visibleArea(to, pane);
        expect(part.level).toBe(treeLevel(to.zoom, countCardsIn(layout, visible)));
        if (part.level === "lanes") return;
        const mounted = new Set(cardsIn(layout, part.area));
        expect(cardsIn(layout, visible).every((card) => mounted.has(card))).toBe(true);
      }),
    );
  });
});

describe("the level of detail", () => {
  it("is cards to read, then pills, then lanes, and lanes where there are too many", () => {
    expect([1, 0.6, 0.59, 0.25, 0.24].map((zoom) => treeLevel(zoom, 10))).toEqual([
      "card",
      "card",
      "pill",
      "pill",
      "lanes",
    ]);
    expect(treeLevel(1, 401)).toBe("lanes");
  });
});

describe("the lines that a part shows", () => {
  it("are those that cross it, though both of their cards stand outside", () => {
    const wide = layoutTree(messagesFrom([-1, 0, 0, 0, 0]), { expanded: new Set() });
    const between = { x: CARD.width + CARD.columnGap, y: CARD.height, width: 10, height: CARD.rowGap };
    expect(edgesIn(wide, between).map(({ target }) => wide.cards[target]?.lane)).toEqual([1, 2, 3]);
  });
});
