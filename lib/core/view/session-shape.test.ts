import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeShape, encodeShape, SHAPE_LANES, type TurnMark } from "./session-shape";

const mark = (lane: number, given: Partial<TurnMark> = {}): TurnMark => ({
  lane,
  forks: false,
  drifts: false,
  refused: false,
  ...given,
});

describe("a session's outline", () => {
  it("keeps every turn of a short session", () => {
    const text = encodeShape([mark(0), mark(1, { forks: true }), mark(0, { drifts: true, refused: true })]);
    expect(text).toBe("BACBBG");
    expect(decodeShape(text)).toEqual([
      { lanes: [0], forks: false, drifts: false, refused: false },
      { lanes: [1], forks: true, drifts: false, refused: false },
      { lanes: [0], forks: false, drifts: true, refused: true },
    ]);
  });

  it("is nothing for a session without turns", () => {
    expect(encodeShape([])).toBe("");
    expect(decodeShape("")).toEqual([]);
  });

  it("loses no lane and no event of a long one, and stays short", () => {
    const marks = fc.array(
      fc.record({ lane: fc.nat(20), forks: fc.boolean(), drifts: fc.boolean(), refused: fc.boolean() }),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(marks, (turns) => {
        const text = encodeShape(turns);
        const columns = decodeShape(text);
        expect(text.length).toBeLessThanOrEqual(72);
        const lanes = new Set(turns.map(({ lane }) => Math.min(lane, SHAPE_LANES - 1)));
        expect(new Set(columns.flatMap((column) => column.lanes))).toEqual(lanes);
        for (const event of ["forks", "drifts", "refused"] as const) {
          expect(columns.some((column) => column[event])).toBe(turns.some((turn) => turn[event]));
        }
      }),
    );
  });
});
