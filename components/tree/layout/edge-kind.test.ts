import { describe, expect, it } from "vitest";
import { edgeKind } from "./edge-kind";
import { edgePath } from "./edge-path";

describe("edgeKind", () => {
  it("goes by the cause where there is one, else by the fork", () => {
    expect(edgeKind({ forks: [], fork_cause: null })).toBe("line");
    expect(edgeKind({ forks: ["branch"], fork_cause: null })).toBe("branch");
    expect(edgeKind({ forks: ["root"], fork_cause: "sub-agent" })).toBe("sub-agent");
    expect(edgeKind({ forks: ["root"], fork_cause: "new conversation" })).toBe("new conversation");
    expect(edgeKind({ forks: ["branch"], fork_cause: "sampled again" })).toBe("branch");
    expect(edgeKind({ forks: ["branch"], fork_cause: "compaction" })).toBe("compaction");
    expect(edgeKind({ forks: ["branch"], fork_cause: "retry" })).toBe("retry");
    expect(edgeKind({ forks: ["branch"], fork_cause: "rewritten" })).toBe("branch");
    expect(edgeKind({ forks: ["rewrite"], fork_cause: "rewritten" })).toBe("rewrite");
    expect(edgeKind({ forks: ["branch"], fork_cause: "reasoning stripped" })).toBe("rewrite");
    expect(edgeKind({ forks: ["token_drift"], fork_cause: "retokenised" })).toBe("drift");
  });
});

describe("edgePath", () => {
  const from = { x: 0, y: 0 };

  it("goes straight down within a lane, and along the gap to another", () => {
    expect(edgePath({ from, to: { x: 0, y: 116 }, zigzag: false })).toBe("M124 84V116");
    expect(edgePath({ from, to: { x: 288, y: 116 }, zigzag: false })).toBe(
      "M124 84V92Q124 100 132 100H404Q412 100 412 108V116",
    );
  });

  it("ends where it is meant to, with a zigzag too", () => {
    expect(edgePath({ from, to: { x: 288, y: 116 }, zigzag: true })).toMatch(/^M124 84.*V116$/);
    expect(edgePath({ from, to: { x: 0, y: 232 }, zigzag: true })).toMatch(/^M124 84.*V232$/);
  });
});
