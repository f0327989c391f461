import { describe, expect, it } from "vitest";
import type { SampleView } from "@/lib/core/view/session-view";
import { nodeViews } from "@/test/components/node-views";
import { cellOf, railParts } from "./rail-cell";
import { railAt, railGeometry, railX } from "./rail-geometry";
import { railPaths } from "./rail-paths";
import { MOST_RAILS, makeRails } from "./rails";
import { transcriptRows } from "./transcript-rows";

const sampleTo = (leaf: number, index: number): SampleView => ({
  index,
  leaf,
  turns: [],
  cells: [],
  length: 0,
  response_length: 0,
  trained_tokens: 0,
  reward: null,
  truncated: false,
  use_tool: false,
  ill_formed: false,
});

const railsOf = (parents: readonly number[], leaves: readonly number[]) => {
  const nodes = nodeViews(parents);
  return makeRails({ nodes, samples: leaves.map(sampleTo) }, transcriptRows(nodes));
};

describe("the rails of a transcript", () => {
  it("are one a sample, and leave the rail that holds what they share", () => {
    // 0 ─ 1 ─ 2, a branch 3 ─ 4 from 1, a branch 5 from 3, and another root 6
    expect(railsOf([-1, 0, 1, 1, 3, 3, -1], [2, 4, 5, 6])).toEqual([
      { samples: [0], begins: 0, from: null },
      { samples: [1], begins: 3, from: 0 },
      { samples: [2], begins: 5, from: 1 },
      { samples: [3], begins: 6, from: null },
    ]);
  });

  it("bend where only tokens forked: the conversation goes on, in a sample of its own", () => {
    expect(railsOf([-1, 0, 1, 2], [1, 3])).toEqual([
      { samples: [0], begins: 0, from: null },
      { samples: [1], begins: 2, from: 0 },
    ]);
  });

  it("are shared by the samples that end in one bundle", () => {
    const branches = Array.from({ length: 10 }, () => 0);
    const rails = railsOf(
      [-1, ...branches],
      branches.map((_, at) => at + 1),
    );
    expect(rails).toHaveLength(8);
    expect(rails.at(-1)).toEqual({ samples: [7, 8, 9], begins: 8, from: 0 });
  });

  it("are no more than can be told apart, and leave no sample out", () => {
    const leaves = Array.from({ length: MOST_RAILS + 9 }, (_, at) => at);
    // Each as long as its number, so that none is like another.
    const parents = leaves.map((at) => (at < 2 ? -1 : at - 1));
    const rails = railsOf(parents, leaves);
    expect(rails).toHaveLength(MOST_RAILS);
    expect(rails.flatMap(({ samples }) => samples)).toEqual(leaves);
  });
});

describe("a cell of a rail", () => {
  it("is found by its message", () => {
    const cells = [0, 2, 5].map((node) => ({ node, start: node, length: 1, counts: [] }));
    expect(cellOf({ cells }, 2)?.start).toBe(2);
    expect(cellOf({ cells }, 3)).toBeNull();
    expect(cellOf({ cells }, 9)).toBeNull();
  });

  it("is context where nothing of it was sampled, and else what became of the sampled tokens", () => {
    // In the order of TOKEN_STATES: 30 trained, 7 of context, 10 dropped.
    expect(railParts([])).toEqual([{ look: "context", share: 1 }]);
    const parts = railParts([7, 30, 0, 0, 0, 0, 10]);
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(parts.map(({ look }) => look)).not.toContain("context");
  });

  it("shows the least loss beside the most signal", () => {
    const [, lost] = railParts([0, 100_000, 0, 0, 0, 0, 1]);
    expect(lost?.share).toBeGreaterThan(0.1);
  });
});

describe("where rails stand", () => {
  it("is inside their column, however many there are, and each is found again", () => {
    for (let count = 1; count <= MOST_RAILS; count++) {
      const geometry = railGeometry(count);
      for (let rail = 0; rail < count; rail++) {
        const x = railX(geometry, rail);
        expect(x - geometry.cell / 2).toBeGreaterThan(0);
        expect(x + geometry.cell / 2).toBeLessThan(geometry.width);
        expect(railAt(geometry, x, count)).toBe(rail);
      }
    }
  });

  it("costs one path a look", () => {
    const cells = Array.from({ length: 60 }, (_, at) =>
      at % 3 === 0 ? null : railParts(at % 3 === 1 ? [0, 1] : []),
    );
    const paths = railPaths(cells, railGeometry(60), 50);
    expect(paths.size).toBe(2);
    expect([...paths.values()].map((path) => path.split("M").length - 1)).toEqual([20, 20]);
  });
});
