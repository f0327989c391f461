import { expect, it } from "vitest";
import { throughLast } from "./through-last";

it("ids end with the last place of one, or stay whole without it", () => {
  const ids = Int32Array.of(9, 1, 9, 2);
  expect([9, 2, 3, undefined].map((id) => [...throughLast(ids, id)])).toEqual([
    [9, 1, 9],
    [9, 1, 9, 2],
    [9, 1, 9, 2],
    [9, 1, 9, 2],
  ]);
});
