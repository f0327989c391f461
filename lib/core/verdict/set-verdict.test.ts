import { expect, it } from "vitest";
import type { RunStats } from "@/lib/core/list/run-stats";
import { setVerdict } from "./set-verdict";

const total: RunStats["total"] = {
  sessions: 3,
  turns: 9,
  forks: 1,
  drift_spans: 2,
  refused_tokens: 22,
  samples: 4,
  sampled_tokens: 1_000,
  trained_tokens: 600,
};

it("a set's verdict counts what each cause took, and what is left over as dropped", () => {
  const verdict = setVerdict({
    total,
    causes: [
      { subject: "fork", cause: "compaction", count: 1, tokens: 500, sessions: 1 },
      { subject: "refused", cause: "no_log_probs", count: 1, tokens: 22, sessions: 1 },
      { subject: "refused", cause: "prefix_not_proven", count: 4, tokens: 0, sessions: 2 },
      { subject: "realigned", cause: "white space", count: 2, tokens: 365, sessions: 2 },
      { subject: "drift", cause: "white space", count: 2, tokens: 90, sessions: 2 },
    ],
  });
  expect(verdict).toEqual({
    sampled: 1_000,
    trained: 600,
    losses: [
      {
        state: "realigned",
        cause: "white space",
        tokens: 365,
        sessions: 2,
        terms: ["cause:white-space", "drift:yes"],
      },
      { state: "refused", cause: "no_log_probs", tokens: 22, sessions: 1, terms: ["cause:no-log-probs"] },
    ],
    dropped: 13,
  });
});
