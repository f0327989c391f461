import { describe, expect, it } from "vitest";
import type { NodeView } from "@/lib/core/view/session-view";
import { nextLandmark } from "./landmarks";

const node = (id: string, forks: NodeView["forks"] = []): NodeView => ({
  id,
  parent: -1,
  depth: 0,
  role: "user",
  turn: null,
  first_turn: 1,
  preview: "",
  tool_calls: [],
  forks,
  fork_cause: null,
  tokens: 0,
  counts: [],
  drift_spans: 0,
  merged_rewrite: null,
});

const nodes = [node("a"), node("b", ["branch"]), node("c"), node("d", ["rewrite"])];
const order = [0, 1, 2, 3];

describe("nextLandmark", () => {
  it("goes to the next fork, back, and round the end", () => {
    expect(nextLandmark(nodes, order, 1, "fork", 1)).toBe("d");
    expect(nextLandmark(nodes, order, 3, "fork", -1)).toBe("b");
    expect(nextLandmark(nodes, order, 3, "fork", 1)).toBe("b");
  });

  it("begins at either end when nothing is selected", () => {
    expect(nextLandmark(nodes, order, -1, "turn", 1)).toBe("a");
    expect(nextLandmark(nodes, order, -1, "turn", -1)).toBe("d");
  });

  it("finds nothing where there is nothing", () => {
    expect(nextLandmark(nodes, order, 0, "drift", 1)).toBeNull();
    expect(nextLandmark([], [], -1, "turn", 1)).toBeNull();
  });
});
