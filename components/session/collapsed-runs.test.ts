import { describe, expect, it } from "vitest";
import { countStates } from "@/components/ui/count-words";
import { stateCode } from "@/lib/core/view/state-code";
import { nodeViews } from "@/test/components/node-views";
import { cardsKept, collapsedRuns } from "./collapsed-runs";

const NONE: ReadonlySet<string> = new Set();
const straight = (length: number) => nodeViews(Array.from({ length }, (_, at) => at - 1));
const drawn = (length: number, open = NONE) => ({
  nodes: straight(length),
  expanded: NONE,
  shown: null,
  open,
});

describe("a straight run of messages", () => {
  it("is one card from six messages on, between its root and its leaf", () => {
    expect(collapsedRuns(straight(7), NONE, null).size).toBe(0);
    expect(collapsedRuns(straight(8), NONE, null).get(1)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("ends before a message that lost tokens, which is never folded away", () => {
    for (const facts of [
      { counts: countStates(Uint8Array.of(stateCode("realigned"))) },
      { counts: countStates(Uint8Array.of(stateCode("dropped"))) },
      { merged_rewrite: { abandonedTurnIndex: 1, abandonedResponseTokens: 9 } },
    ]) {
      const parents = Array.from({ length: 16 }, (_, at) => at - 1);
      const runs = collapsedRuns(nodeViews(parents, { 7: facts }), NONE, null);
      expect(runs.get(1)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(runs.has(7)).toBe(false);
      expect(runs.get(8)).toEqual([8, 9, 10, 11, 12, 13, 14]);
    }
  });

  it("is not folded under the reader when a turn makes it long enough", () => {
    const kept = cardsKept(drawn(7), straight(9));
    expect([...kept]).toEqual(["n0", "n1", "n2", "n3", "n4", "n5", "n6"]);
    expect(collapsedRuns(straight(9), NONE, null, kept).size).toBe(0);
  });

  it("stays folded where it was, and takes in nothing that stood beside it", () => {
    const kept = cardsKept(drawn(8), straight(10));
    expect([...kept]).toEqual(["n0", "n7"]);
    expect(collapsedRuns(straight(10), NONE, null, kept).get(1)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("is folded anew in another tree", () => {
    expect([...cardsKept(drawn(7), straight(5))]).toEqual([]);
  });
});
