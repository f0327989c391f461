import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { exportFileName } from "./export-file-name";

const strict = resolvePolicy("strict");
const made = { of: "talk", policy: strict, revision: 12, format: "verl" };

describe("exportFileName", () => {
  it("says of what, under which policy, up to which revision and in which format", () => {
    expect(exportFileName(made)).toBe("talk.strict.r12.verl.jsonl");
    const own = { name: "own-policies", settings: {} } as const;
    expect(exportFileName({ ...made, policy: own, of: "sessions" })).toBe(
      "sessions.own-policies.r12.verl.jsonl",
    );
  });

  it("says what was set beside each session's own policy", () => {
    const policy = { name: "own-policies", settings: { train_once: "false" } } as const;
    expect(exportFileName({ ...made, policy })).toBe("talk.own-policies-train_once-false.r12.verl.jsonl");
  });

  it("says what of a policy is not as its name says, where that decides anything", () => {
    const slime = resolvePolicy("slime", { fork_threshold_tokens: 64, train_once: false });
    expect(exportFileName({ ...made, policy: slime })).toBe(
      "talk.slime-fork_threshold_tokens-64-train_once-false.r12.verl.jsonl",
    );
    const unused = resolvePolicy("strict", { fork_threshold_tokens: 64 });
    expect(exportFileName({ ...made, policy: unused })).toBe(exportFileName(made));
  });

  it("has no policy for the raw recording", () => {
    expect(exportFileName({ ...made, format: "turns" })).toBe("talk.r12.turns.jsonl");
  });

  it.each([
    ["run@7:a/b c", "run-7-a-b-c"],
    ["sessions forks:>2", "sessions-forks-over-2"],
    ["sessions forks:<=2", "sessions-forks-max-2"],
    ["../..", "export"],
    ["\u4f1a\u8bdd-7", "7"],
  ])("keeps to letters that every shell and file system takes: %s", (of, part) => {
    expect(exportFileName({ ...made, of })).toBe(`${part}.strict.r12.verl.jsonl`);
  });

  it("ends for text that is all marks", () => {
    const marks = `a${"-.".repeat(500_000)}b`;
    expect(exportFileName({ ...made, of: marks })).toMatch(/^a(-\.)+-?\.strict\.r12\.verl\.jsonl$/);
  });

  it("is no longer than a file system takes", () => {
    const many = resolvePolicy("slime-repaired", {
      fork_threshold_tokens: 7,
      train_once: false,
      include_undelivered: true,
      include_auxiliary: true,
      max_sample_tokens: 123_456,
      min_trained_tokens: 12,
    });
    expect(exportFileName({ ...made, of: "a".repeat(200), policy: many }).length).toBeLessThan(250);
  });
});
