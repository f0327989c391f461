import { describe, expect, it } from "vitest";
import { nodeViews } from "@/test/components/node-views";
import { plainTurn } from "@/test/components/plain-turn";
import { makeBands } from "./bands";

const main = { samples: [0], begins: 0, from: null };

describe("the bands of a transcript", () => {
  it("stand at forks, with the rails that begin there", () => {
    const nodes = nodeViews([-1, 0, 0], { 2: { forks: ["branch"], fork_cause: "compaction" } });
    const rail = { samples: [1], begins: 2, from: 0 };
    expect([...makeBands({ nodes, turns: [] }, [main, rail])]).toEqual([
      [2, { forks: ["branch"], cause: "compaction", starting: [{ rail, at: 1 }] }],
    ]);
  });

  it("stand over the prompt's message where only the tokens of its answer forked", () => {
    const nodes = nodeViews([-1, 0, 1, 2], {
      2: { first_turn: 2 },
      3: { first_turn: 2, forks: ["token_drift"], fork_cause: "retokenised" },
    });
    const turns = [plainTurn({ index: 1, node: 1 }), plainTurn({ index: 2, node: 3 })];
    const rail = { samples: [1], begins: 2, from: 0 };
    expect([...makeBands({ nodes, turns }, [main, rail])]).toEqual([
      [2, { forks: ["token_drift"], cause: "retokenised", starting: [{ rail, at: 1 }] }],
    ]);
  });

  it("are none where a rail begins by itself", () => {
    expect(makeBands({ nodes: nodeViews([-1, 0]), turns: [] }, [main]).size).toBe(0);
  });
});
