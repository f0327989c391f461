import { expect, it } from "vitest";
import { tokenDiff } from "@/lib/core/diff/token-diff";
import { firstDifferent } from "./first-different";

it("keeps the first difference with what is equal around it, and all where nothing differs", () => {
  const same = Int32Array.from({ length: 60 }, (_, at) => at);
  const other = Int32Array.from(same, (id) => (id === 20 || id === 50 ? 99 : id));
  const { runs } = tokenDiff(same, other);
  expect(runs).toHaveLength(5);
  expect(firstDifferent(runs)).toEqual(runs.slice(0, 3));
  const equal = tokenDiff(same, same).runs;
  expect(firstDifferent(equal)).toEqual(equal);
});
