import { expect, it } from "vitest";
import { marginTops } from "./margin-tops";

it("puts each note beside its line, and none over another", () => {
  expect(marginTops([0, 10, 300], [40, 40, 40], 8)).toEqual([0, 48, 300]);
  expect(marginTops([5, 6, 7], [10, 10, 10], 0)).toEqual([5, 15, 25]);
  expect(marginTops([], [], 8)).toEqual([]);
});
