import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conversationThrough } from "@/components/marks/tree-modes";
import { messagesFrom } from "@/test/components/messages-from";
import { layoutTree } from "./tree-layout";

const NONE: ReadonlySet<string> = new Set();
const chain = (length: number): number[] => Array.from({ length }, (_, at) => at - 1);

const trees = fc
  .array(fc.nat(), { minLength: 1, maxLength: 80 })
  .map((picks) => picks.map((pick, at) => (at === 0 ? -1 : pick % (at + 1) === at ? -1 : pick % at)));

describe("layoutTree", () => {
  it("keeps a conversation without forks in one lane", () => {
    const layout = layoutTree(messagesFrom(chain(4)), { expanded: NONE });
    expect(layout.cards.map(({ lane, row }) => [lane, row])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [0, 3],
    ]);
  });

  it("steps a fork to a lane of its own, beside the child that goes on", () => {
    const layout = layoutTree(messagesFrom([-1, 0, 0, 1]), { expanded: NONE });
    expect(layout.cards.map(({ lane, row }) => [lane, row])).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
      [0, 2],
    ]);
    expect(layout.edges.map(({ kind }) => kind)).toEqual(["line", "branch", "line"]);
  });

  it("folds a long straight run into one card, and unfolds it in place", () => {
    const nodes = messagesFrom(chain(20));
    const folded = layoutTree(nodes, { expanded: NONE });
    expect(folded.cards.map((card) => card.nodes.length)).toEqual([1, 18, 1]);
    expect(folded.cards[1]?.counts[0]).toBe(18);
    expect(layoutTree(nodes, { expanded: new Set(["n1"]) }).cards).toHaveLength(20);
  });

  it("puts every node on exactly one card, and no two cards on one place", () => {
    fc.assert(
      fc.property(trees, (parents) => {
        const { cards, cardOfNode } = layoutTree(messagesFrom(parents), { expanded: NONE });
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
        const before = layoutTree(messagesFrom(parents.slice(0, 1 + (cut % parents.length))), {
          expanded: all,
        });
        const after = layoutTree(messagesFrom(parents), { expanded: all });
        const places = after.cards.slice(0, before.cards.length).map(({ x, y }) => [x, y]);
        expect(places).toEqual(before.cards.map(({ x, y }) => [x, y]));
      }),
    );
  });

  it("begins a sub-agent's conversation below the call that spawned it", () => {
    const layout = layoutTree(messagesFrom([-1, 0, 1, -1, 3]), {
      expanded: NONE,
      spawners: new Map([[3, 1]]),
    });
    expect(layout.cards.map(({ lane, row }) => [lane, row])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 2],
      [1, 3],
    ]);
    expect(layout.edges.at(-2)).toMatchObject({ source: 1, target: 3 });
  });

  it("draws one conversation alone when asked to", () => {
    const nodes = messagesFrom([-1, 0, 0, 2, 1]);
    const view = { nodes, turns: [] };
    expect([...conversationThrough(view, 2)]).toEqual([0, 2, 3]);
    expect([...conversationThrough(view, -1)]).toEqual([0, 1, 4]);
    const layout = layoutTree(nodes, { expanded: NONE, shown: conversationThrough(view, 2) });
    expect(layout.cards.map(({ id, lane }) => [id, lane])).toEqual([
      ["n0", 0],
      ["n2", 0],
      ["n3", 0],
    ]);
  });
});
