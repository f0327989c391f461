import { describe, expect, it } from "vitest";
import { messagesFrom } from "@/test/components/messages-from";
import { railCells } from "./rail-cells";

const view = (parents: readonly number[], change: Readonly<Record<number, object>> = {}) => ({
  nodes: messagesFrom(parents).map((node, at) => ({ ...node, ...change[at] })),
  turns: [],
});

describe("railCells", () => {
  it("tells where a short session forks, message by message", () => {
    expect(railCells(view([-1, 0, 0, 2]))).toEqual({
      parts: 4,
      cells: [{ place: 2, kind: "fork", nodes: [2] }],
    });
  });

  it("shows the gravest of what stands in one cell, and goes through all of it", () => {
    const parents = Array.from({ length: 640 }, (_, at) => (at % 8 === 7 ? at - 2 : at - 1));
    const { cells, parts } = railCells(
      view(parents, { 47: { fork_cause: "compaction" }, 46: { drift_spans: 1 } }),
    );
    expect(parts).toBe(64);
    expect(cells.length).toBeLessThanOrEqual(64);
    expect(cells.find(({ place }) => place === 4)).toMatchObject({ kind: "compaction" });
    expect(cells.find(({ place }) => place === 4)?.nodes).toContain(46);
  });

  it("is empty where there is nothing to look at", () => {
    expect(railCells(view([-1, 0, 1])).cells).toEqual([]);
    expect(railCells(view([])).cells).toEqual([]);
  });
});
