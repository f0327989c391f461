import { describe, expect, it } from "vitest";
import { nodeViews } from "../workspace/node-views.case";
import { outlineRows } from "./outline-rows";

describe("outlineRows", () => {
  it("reads a conversation as one level", () => {
    expect(outlineRows(nodeViews([-1, 0, 1])).map(({ node, level }) => [node, level])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
  });

  it("puts a fork after the conversation that it leaves, one level in", () => {
    expect(outlineRows(nodeViews([-1, 0, 0, 1, 2])).map(({ node, level }) => [node, level])).toEqual([
      [0, 1],
      [1, 1],
      [3, 1],
      [2, 2],
      [4, 2],
    ]);
  });

  it("keeps later roots at the first level", () => {
    expect(outlineRows(nodeViews([-1, -1, 0, 1])).map(({ node, level }) => [node, level])).toEqual([
      [0, 1],
      [2, 1],
      [1, 1],
      [3, 1],
    ]);
  });
});
