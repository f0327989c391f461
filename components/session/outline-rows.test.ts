import { describe, expect, it } from "vitest";
import { nodeViews } from "@/test/components/node-views";
import { outlineRows } from "./outline-rows";

const levels = (parents: readonly number[], folded: readonly string[] = []) =>
  outlineRows(nodeViews(parents), new Set(folded)).map(({ node, level }) => [node, level]);

describe("outlineRows", () => {
  it("reads a conversation as one level", () => {
    expect(levels([-1, 0, 1])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
  });

  it("puts a branch under the message that it leaves, one level in", () => {
    expect(levels([-1, 0, 0, 1, 2])).toEqual([
      [0, 1],
      [2, 2],
      [4, 2],
      [1, 1],
      [3, 1],
    ]);
  });

  it("keeps later roots at the first level", () => {
    expect(levels([-1, -1, 0, 1])).toEqual([
      [0, 1],
      [2, 1],
      [1, 1],
      [3, 1],
    ]);
  });

  it("leaves out the branches of a folded message, and counts them", () => {
    const rows = outlineRows(nodeViews([-1, 0, 0, 0, 2]), new Set(["n0"]));
    expect(rows.map(({ node, branches, expanded }) => [node, branches, expanded])).toEqual([
      [0, 2, false],
      [1, 0, null],
    ]);
  });

  it("numbers the rows that stand under one row", () => {
    const rows = outlineRows(nodeViews([-1, 0, 0, 0, 2]));
    expect(rows.map(({ node, place, of }) => [node, `${place} of ${of}`])).toEqual([
      [0, "1 of 2"],
      [2, "1 of 3"],
      [4, "2 of 3"],
      [3, "3 of 3"],
      [1, "2 of 2"],
    ]);
  });
});
