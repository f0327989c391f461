import { expect, it } from "vitest";
import type { FixFirst } from "@/lib/core/list/fix-first";
import { fixCost, fixSentence } from "./fix-words";

const fix: FixFirst = {
  subject: "fork",
  cause: "tool call re-serialised",
  count: 45,
  of: 56,
  sessions: 12,
  tokens: 900,
  client: "codex",
  template: "qwen3",
  there: 40,
};

it("says what to fix first, where it comes from and what it costs", () => {
  expect(fixSentence(fix)).toBe(
    "80.4% of forks have the cause “tool call re-serialised”, mostly in client codex with template qwen3: 45 of 56, in 12 sessions.",
  );
  expect(fixSentence({ ...fix, subject: "refused", cause: "no_log_probs", client: "", template: "" })).toBe(
    "80.4% of refusals have the cause “no log probs”: 45 of 56, in 12 sessions.",
  );
  expect(fixCost(fix, 100)).toContain("900 sampled tokens");
  expect(fixCost({ ...fix, subject: "refused" }, 100)).toBe(
    "It costs 900 trained tokens (90.0% of what could train).",
  );
});
