import { describe, expect, it } from "vitest";
import { explainToken } from "./explain-token";

describe("explainToken", () => {
  it("says which sample trains a token", () => {
    expect(explainToken({ state: "trained", turn: 3, sample: 0 })).toBe("Trained in S1: turn 3 sampled it.");
  });

  it("says that a tool result was never sampled", () => {
    expect(explainToken({ state: "context", role: "tool" })).toBe(
      "Not trained: it came in the prompt as a tool result; the model did not sample it.",
    );
  });

  it("names the sample that holds the claim, and what became of the token there", () => {
    const shared = { state: "reemitted", turn: 2, claimed_by: 0 } as const;
    expect(explainToken({ ...shared, outcome: "trained" })).toBe(
      "Not trained here: turn 2 sampled it, but S1 trains it, so here it is context.",
    );
    expect(explainToken({ ...shared, outcome: "realigned" })).toContain(
      "S1 held it and lost it to a realign",
    );
  });

  it("tells the tokens that were given up from those that took their place", () => {
    const shared = { state: "realigned", turn: 4, by_turn: 5, held_start: 0, held_length: 38 } as const;
    expect(explainToken({ ...shared, shown: "held" })).toBe(
      "Not trained: turn 4 sampled it, but the prompt of turn 5 holds other tokens for the answer of turn 4, so the sample follows the prompt (realigned).",
    );
    expect(explainToken({ ...shared, shown: "incoming" })).toContain("took the place of sampled ones");
  });

  it("gives the reason of a refusal and of a drop", () => {
    expect(explainToken({ state: "refused", turn: 1, reason: "no_log_probs" })).toContain("no log-probs");
    expect(explainToken({ state: "dropped", turn: 1, reason: "merged_away" })).toContain(
      "the client rewrote this short answer",
    );
  });
});
