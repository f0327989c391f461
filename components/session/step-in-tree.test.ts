import { describe, expect, it } from "vitest";
import { nodeViews } from "@/test/components/node-views";
import { stepInTree, type TreeStep } from "./step-in-tree";

// 0 ─ 1 ─ 2 ─ 3
//     └ 4 ─ 5        and another root: 6 ─ 7
const nodes = nodeViews([-1, 0, 1, 2, 1, 4, -1, 6]);

const from = (at: number, step: TreeStep, preferred: readonly string[] = []) =>
  stepInTree(nodes, at, step, new Set(preferred));

describe("stepInTree", () => {
  it("goes along the conversation, and no further than its ends", () => {
    expect(from(1, "child")).toBe(2);
    expect(from(2, "parent")).toBe(1);
    expect(from(3, "child")).toBeNull();
    expect(from(0, "parent")).toBeNull();
    expect(from(5, "root")).toBe(0);
    expect(from(0, "leaf")).toBe(3);
  });

  it("follows the selected sample where the conversation forks", () => {
    expect(from(1, "child", ["n0", "n1", "n4", "n5"])).toBe(4);
    expect(from(0, "leaf", ["n0", "n1", "n4", "n5"])).toBe(5);
  });

  it("goes to the other branch of the nearest fork, round the end", () => {
    expect(from(3, "next branch")).toBe(4);
    expect(from(5, "next branch")).toBe(2);
    expect(from(5, "previous branch")).toBe(2);
    expect(from(0, "next branch")).toBe(6);
    expect(from(7, "previous branch")).toBe(0);
  });

  it("begins at the root when nothing is selected, and nowhere in an empty tree", () => {
    expect(from(-1, "leaf")).toBe(0);
    expect(stepInTree([], -1, "child", null)).toBeNull();
  });

  it("has no other branch where nothing forks", () => {
    expect(stepInTree(nodeViews([-1, 0, 1]), 2, "next branch", null)).toBeNull();
  });
});
