import { describe, expect, it } from "vitest";
import { nodeViews } from "@/test/components/node-views";
import { filterTranscript, landmarkCounts } from "./filter-transcript";

const nodes = nodeViews([-1, 0, 1, 1], {
  0: { preview: "Fix the build" },
  1: { role: "assistant", preview: "Running make", tool_calls: ["run"] },
  2: { role: "tool", preview: "build failed" },
  3: { forks: ["branch"], fork_cause: "compaction", preview: "Summary" },
});
const view = { nodes, turns: [] };
const order = [0, 1, 3, 2];

describe("filterTranscript", () => {
  it("keeps the order, and asks for every word", () => {
    expect(filterTranscript(view, order, { text: "BUILD", landmark: null })).toEqual([0, 2]);
    expect(filterTranscript(view, order, { text: "tool failed", landmark: null })).toEqual([2]);
    expect(filterTranscript(view, order, { text: "assistant run", landmark: null })).toEqual([1]);
  });

  it("narrows to a kind of landmark", () => {
    expect(filterTranscript(view, order, { text: "", landmark: "fork" })).toEqual([3]);
    expect(filterTranscript(view, order, { text: "zzz", landmark: "fork" })).toEqual([]);
  });

  it("filters nothing while nothing is asked for", () => {
    expect(filterTranscript(view, order, { text: " ", landmark: null })).toBeNull();
  });
});

describe("landmarkCounts", () => {
  it("counts each kind", () => {
    expect(landmarkCounts(view)).toEqual({ fork: 1, drift: 0, loss: 0, compaction: 1, error: 0 });
  });
});
