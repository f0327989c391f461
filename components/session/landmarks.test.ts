import { describe, expect, it } from "vitest";
import type { TurnView } from "@/lib/core/view/session-view";
import { nodeViews } from "@/test/components/node-views";
import { nextLandmark } from "./landmarks";

const TURN: TurnView = {
  index: 1,
  node: 2,
  prompt_tokens: 4,
  output_tokens: 2,
  log_probs: "recorded",
  finish_reason: "error",
  delivery: "delivered",
  deliveries: 1,
  auxiliary: "none",
  refusal: null,
  ill_formed: null,
  prompt_build: "render",
  retry_of: null,
  sub_agent: null,
  spawned_by: null,
  side_call: null,
  weight_version: null,
  accepted_rewrites: [],
  drift: null,
  graft_refusal: null,
};

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
