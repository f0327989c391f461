import { describe, expect, it } from "vitest";
import { CARD } from "./tree-layout";
import { wholeSize, wholeViewport } from "./whole-viewport";

const pane = { width: 500, height: 700 };

describe("the place at which the tree opens", () => {
  it("is the middle at full size, where there is room", () => {
    expect(wholeViewport({ lanes: 1, rows: 3 }, pane)).toEqual({ x: (500 - CARD.width) / 2, y: 52, zoom: 1 });
  });

  it.each([
    { lanes: 1, rows: 40 },
    { lanes: 60, rows: 3 },
    { lanes: 50, rows: 90 },
  ])("shows all of $lanes lanes and $rows rows", (layout) => {
    const { x, y, zoom } = wholeViewport(layout, pane);
    const { width, height } = wholeSize(layout);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width * zoom).toBeLessThanOrEqual(pane.width);
    expect(y + height * zoom).toBeLessThanOrEqual(pane.height);
  });

  it("is never smaller than the canvas can draw", () => {
    expect(wholeViewport({ lanes: 1, rows: 50_000 }, pane).zoom).toBe(0.02);
  });
});
