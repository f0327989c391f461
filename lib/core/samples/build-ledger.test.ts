import { describe, expect, it } from "vitest";
import { recordingOf } from "@/test/recording/recording-of";
import { buildLedger, type LedgerFacts } from "./build-ledger";
import type { TrainedRun } from "./trained-runs";

const { turns } = recordingOf(
  { prompt: [1], output: [2, 3, 4, 5] },
  { prompt: [1, 2, 3, 4, 5, 6], output: [7, 8] },
);

/** The ledger of two turns, of four tokens and of two, with one sample for each list of what it trains. */
function ledgerOf(samples: readonly (readonly TrainedRun[])[], more: Partial<LedgerFacts> = {}) {
  return buildLedger({
    turns,
    samples: samples.map((trained) => ({ trained, losses: [], length: 8 })),
    refusedOf: () => [],
    dropReason: () => "no_trained_token",
    isOutside: () => false,
    ...more,
  });
}

describe("a ledger", () => {
  it("balances when the samples train what was sampled, some of it twice", () => {
    const whole = { turn: 1, from: 0, to: 4 };
    expect(ledgerOf([[whole, { turn: 2, from: 0, to: 2 }], [whole]])).toEqual({
      ...{ sampled: 6, trained: 6, realigned: 0, refused: 0, dropped: 0, trainedTwice: 4 },
      lost: [],
      balanced: true,
    });
  });

  it.each<[string, TrainedRun]>([
    ["tokens past the end of an answer", { turn: 2, from: 0, to: 3 }],
    ["an answer of a turn that is not there", { turn: 3, from: 0, to: 2 }],
  ])("does not balance when a sample says that it trains %s", (_, run) => {
    const ledger = ledgerOf([[{ turn: 1, from: 0, to: 4 }, run]]);
    expect(ledger.balanced).toBe(false);
    expect(ledger.trained + ledger.dropped).toBe(6);
  });
});
