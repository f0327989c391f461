import { describe, expect, it } from "vitest";
import { nearestDifference } from "./nearest-difference";

const ids = (...given: readonly number[]) => Int32Array.from(given);

describe("the difference that a realigned token is shown with", () => {
  const held = ids(...new Array<number>(100).fill(7), 1, 2, 3, 4, 5);
  const incoming = ids(...new Array<number>(100).fill(7), 1, 9, 3, 4, 6, 8);

  it("is the first one behind the token, however many equal tokens stand before it", () => {
    expect(nearestDifference(held, incoming, 0)).toEqual({
      place: 1,
      of: 2,
      held: { from: 101, to: 102 },
      incoming: { from: 101, to: 102 },
    });
  });

  it("is the token's own where the token differs", () => {
    expect(nearestDifference(held, incoming, 105)).toMatchObject({
      place: 2,
      incoming: { from: 104, to: 106 },
    });
  });

  it("is the last one where none is behind, and none where both are equal", () => {
    expect(nearestDifference(held, ids(...incoming.subarray(0, 104), 5, 7, 7), 106)).toMatchObject({
      place: 2,
    });
    expect(nearestDifference(held, held, 3)).toBeNull();
  });

  it("is seen where tokens were left out and nothing came instead", () => {
    expect(nearestDifference(ids(1, 2, 3), ids(1, 3), 1)).toMatchObject({
      held: { from: 1, to: 2 },
      incoming: { from: 1, to: 1 },
    });
  });
});
