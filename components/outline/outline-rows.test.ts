import { describe, expect, it } from "vitest";
import type { NodeView } from "@/lib/core/view/session-view";
import { outlineRows } from "./outline-rows";

const nodesFrom = (parents: readonly number[]): readonly NodeView[] =>
  parents.map((parent, at) => ({
    id: `n${at}`,
    parent,
    depth: 0,
    role: "user",
    turn: null,
    first_turn: 1,
    preview: "",
    tool_calls: [],
    forks: [],
    tokens: 0,
    counts: [],
    fork_cause: null,
    drift_spans: 0,
    merged_rewrite: null,
  }));

describe("outlineRows", () => {
  it("reads a conversation as one level", () => {
    expect(outlineRows(nodesFrom([-1, 0, 1])).map(({ node, level }) => [node, level])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
  });

  it("puts a fork after the conversation that it leaves, one level in", () => {
    expect(outlineRows(nodesFrom([-1, 0, 0, 1, 2])).map(({ node, level }) => [node, level])).toEqual([
      [0, 1],
      [1, 1],
      [3, 1],
      [2, 2],
      [4, 2],
    ]);
  });

  it("keeps later roots at the first level", () => {
    expect(outlineRows(nodesFrom([-1, -1, 0, 1])).map(({ node, level }) => [node, level])).toEqual([
      [0, 1],
      [2, 1],
      [1, 1],
      [3, 1],
    ]);
  });
});
