import fc from "fast-check";
import { expect, it } from "vitest";
import { positionsOf, stepsOf } from "./steps";

it("positions come back from the steps between them", () => {
  expect([...stepsOf(Int32Array.of(3, 10, 12))]).toEqual([3, 7, 2]);
  fc.assert(
    fc.property(fc.int32Array(), (positions) => {
      expect(positionsOf(stepsOf(positions))).toEqual(positions);
    }),
  );
});
