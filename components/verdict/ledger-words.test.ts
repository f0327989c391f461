import { describe, expect, it } from "vitest";
import type { LedgerView } from "@/lib/core/view/session-view";
import { ledgerEquation, ledgerSentence } from "./ledger-words";

const ledger = (counts: Partial<LedgerView>): LedgerView => ({
  sampled: 0,
  trained: 0,
  realigned: 0,
  refused: 0,
  dropped: 0,
  trained_twice: 0,
  balanced: true,
  lost: [],
  ...counts,
});

describe("the ledger in words", () => {
  it("adds up", () => {
    expect(ledgerEquation(ledger({ sampled: 1074, trained: 1024, realigned: 38, dropped: 12 }))).toBe(
      "1,024 trained + 38 realigned + 0 refused + 12 dropped = 1,074 sampled",
    );
  });

  it("names only what was lost", () => {
    expect(ledgerSentence(ledger({ sampled: 50, trained: 50 }))).toBe(
      "All 50 tokens that the model sampled are trained.",
    );
    expect(ledgerSentence(ledger({ sampled: 60, trained: 50, refused: 4, dropped: 6 }))).toBe(
      "Of 60 tokens that the model sampled, 50 are trained; 4 were refused and 6 are in no sample.",
    );
  });

  it("says when there are no token ids at all", () => {
    expect(ledgerSentence(ledger({}))).toBe("No token ids are recorded, so there is nothing to train.");
  });
});
