import { describe, expect, it } from "vitest";
import { TALLEST, tallPlace } from "./tall-place";
import { AROUND_WHOLE, wholeSize, wholeViewport } from "./whole-viewport";

const pane = { width: 460, height: 700 };
const WIDE = { lanes: 60, rows: 5 };
const LONG = { lanes: 2, rows: 200 };

describe("a tree that is drawn as lanes", () => {
  it("is no thin strip where it is wide: rows are as tall as those of pills, from where it stood", () => {
    const whole = wholeViewport(WIDE, pane);
    const { x, y, scaleX, scaleY } = tallPlace(WIDE, whole, pane);
    expect({ x, y, scaleX }).toEqual({ x: whole.x, y: whole.y, scaleX: whole.zoom });
    expect(scaleY).toBe(TALLEST);
  });

  it.each([WIDE, { lanes: 400, rows: 40 }, LONG])(
    "is in sight as a whole: $lanes lanes, $rows rows",
    (layout) => {
      const { y, scaleY } = tallPlace(layout, wholeViewport(layout, pane), pane);
      expect(y).toBe(AROUND_WHOLE.top);
      expect(y + wholeSize(layout).height * scaleY).toBeLessThanOrEqual(pane.height);
    },
  );

  it("is drawn as it is where it is long, or near", () => {
    const whole = wholeViewport(LONG, pane);
    expect(tallPlace(LONG, whole, pane)).toMatchObject({
      y: whole.y,
      scaleX: whole.zoom,
      scaleY: whole.zoom,
    });
    expect(tallPlace(WIDE, { x: -900, y: -70, zoom: 0.4 }, pane)).toEqual({
      x: -900,
      y: -70,
      scaleX: 0.4,
      scaleY: 0.4,
    });
  });

  it("does not jump where the scale comes up to its rows", () => {
    const place = { x: -300, y: 210 };
    const near = tallPlace(WIDE, { ...place, zoom: TALLEST }, pane);
    const before = tallPlace(WIDE, { ...place, zoom: TALLEST - 1e-9 }, pane);
    expect(before.y).toBeCloseTo(near.y, 3);
    expect(before.scaleY).toBeCloseTo(near.scaleY, 6);
  });
});
