import { expect, it } from "vitest";
import { standsAt } from "./stands-at";

it("a run stands where all its ids do, and nowhere past the end", () => {
  const ids = Int32Array.of(5, 7, 8);
  expect([standsAt([5, 7], ids), standsAt([7, 8], ids), standsAt(Int32Array.of(7, 8), ids, 1)]).toEqual([
    true,
    false,
    true,
  ]);
  expect([standsAt([8, 9], ids, 2), standsAt([5, 7, 8, 9], ids), standsAt(ids, ids)]).toEqual([
    false,
    false,
    true,
  ]);
  expect([standsAt([], ids, 3), standsAt([], ids, 4)]).toEqual([true, false]);
});
