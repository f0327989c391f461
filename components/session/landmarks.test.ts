import { describe, expect, it } from "vitest";
import { nodeViews } from "@/test/components/node-views";
import { plainTurn } from "@/test/components/plain-turn";
import { nextLandmark } from "./landmarks";

const TURN = plainTurn({ node: 2, finish_reason: "error" });

const nodes = nodeViews([-1, 0, 1, 0], {
  1: { forks: ["branch"], fork_cause: "compaction" },
  2: { turn: 1 },
  3: { forks: ["rewrite"] },
});
const view = { nodes, turns: [TURN] };
const order = [0, 1, 2, 3];

describe("nextLandmark", () => {
  it("goes to the next fork, back, and round the end", () => {
    expect(nextLandmark(view, order, 1, "fork", 1)).toBe("n3");
    expect(nextLandmark(view, order, 3, "fork", -1)).toBe("n1");
    expect(nextLandmark(view, order, 3, "fork", 1)).toBe("n1");
  });

  it("begins at either end when nothing is selected", () => {
    expect(nextLandmark(view, order, -1, "fork", 1)).toBe("n1");
    expect(nextLandmark(view, order, -1, "fork", -1)).toBe("n3");
  });

  it("tells a compaction from another fork, and finds turns that went wrong", () => {
    expect(nextLandmark(view, order, 1, "compaction", 1)).toBe("n1");
    expect(nextLandmark(view, order, -1, "error", 1)).toBe("n2");
  });

  it("finds nothing where there is nothing", () => {
    expect(nextLandmark(view, order, 0, "drift", 1)).toBeNull();
    expect(nextLandmark({ nodes: [], turns: [] }, [], -1, "fork", 1)).toBeNull();
  });
});
