import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NodeView } from "@/lib/core/view/session-view";
import { layoutTree } from "./tree-layout";

/** A tree from parents: `[-1, 0, 0]` is a root with two children. */
function nodesFrom(parents: readonly number[]): readonly NodeView[] {
  const seen = new Set<number>();
  return parents.map((parent, at) => {
    const later = seen.has(parent);
    seen.add(parent);
    return {
      id: `n${at}`,
      parent,
      depth: 0,
      role: "user",
      turn: null,
      first_turn: 1,
      preview: "",
      tool_calls: [],
      forks: later ? ["branch"] : [],
      tokens: 1,
      counts: [1, 0, 0, 0, 0, 0, 0],
      fork_cause: null,
      drift_spans: 0,
      merged_rewrite: null,
    };
  });
}

const chain = (length: number): number[] => Array.from({ length }, (_, at) => at - 1);

const trees = fc
  .array(fc.nat(), { minLength: 1, maxLength: 80 })
  .map((picks) => picks.map((pick, at) => (at === 0 ? -1 : pick % (at + 1) === at ? -1 : pick % at)));

describe("layoutTree", () => {
  it("keeps a conversation without forks in one lane", () => {
    const layout = layoutTree(nodesFrom(chain(4)), new Set());
    expect(layout.cards.map(({ lane, row }) => [lane, row])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [0, 3],
    ]);
  });

  it("steps a fork to a lane of its own, beside the child that goes on", () => {
    const layout = layoutTree(nodesFrom([-1, 0, 0, 1]), new Set());
    expect(layout.cards.map(({ lane, row }) => [lane, row])).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
      [0, 2],
    ]);
    expect(layout.edges.map(({ fork }) => fork)).toEqual([null, "branch", null]);
  });

  it("folds a long straight run into one card, and unfolds it in place", () => {
    const nodes = nodesFrom(chain(20));
    const folded = layoutTree(nodes, new Set());
    expect(folded.cards.map((card) => card.nodes.length)).toEqual([1, 18, 1]);
    expect(folded.cards[1]?.counts[0]).toBe(18);
    expect(layoutTree(nodes, new Set(["n1"])).cards).toHaveLength(20);
  });

  it("puts every node on exactly one card, and no two cards on one place", () => {
    fc.assert(
      fc.property(trees, (parents) => {
        const { cards, cardOfNode } = layoutTree(nodesFrom(parents), new Set());
        expect(cards.flatMap((card) => card.nodes).sort((a, b) => a - b)).toEqual(parents.map((_, at) => at));
        cards.forEach((card, at) => {
          for (const node of card.nodes) expect(cardOfNode[node]).toBe(at);
        });
        expect(new Set(cards.map(({ lane, row }) => `${lane}:${row}`)).size).toBe(cards.length);
      }),
    );
  });

  it("keeps every lane when the tree grows", () => {
    fc.assert(
      fc.property(trees, fc.nat(), (parents, cut) => {
        const all = new Set(parents.map((_, at) => `n${at}`));
        const before = layoutTree(nodesFrom(parents.slice(0, 1 + (cut % parents.length))), all);
        const after = layoutTree(nodesFrom(parents), all);
        const places = after.cards.slice(0, before.cards.length).map(({ x, y }) => [x, y]);
        expect(places).toEqual(before.cards.map(({ x, y }) => [x, y]));
      }),
    );
  });
});
