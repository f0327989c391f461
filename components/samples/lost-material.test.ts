import { describe, expect, it } from "vitest";
import type { LostRun } from "@/lib/core/samples/sample";
import { lostMaterial } from "./lost-material";

const lost: readonly LostRun[] = [
  { turn: 3, outputStart: 0, length: 5, fate: { state: "realigned", byTurn: 4, sample: 0 } },
  { turn: 1, outputStart: 0, length: 20, fate: { state: "realigned", byTurn: 2, sample: 0 } },
  { turn: 1, outputStart: 20, length: 1, fate: { state: "realigned", byTurn: 2, sample: 0 } },
  { turn: 5, outputStart: 0, length: 7, fate: { state: "refused", reason: "no_log_probs" } },
  { turn: 6, outputStart: 0, length: 30, fate: { state: "dropped", reason: "merged_away" } },
];

describe("what no sample trains", () => {
  it("names each turn that lost tokens, and the turn whose prompt took them", () => {
    const nodes = [
      { merged_rewrite: { abandonedTurnIndex: 6, abandonedResponseTokens: 30 }, first_turn: 7 },
      { merged_rewrite: null, first_turn: 1 },
    ];
    expect(
      lostMaterial({ lost }, nodes).map(({ state, tokens, turns }) => ({ state, tokens, turns })),
    ).toEqual([
      { state: "dropped", tokens: 30, turns: [{ turn: 6, by: 7 }] },
      {
        state: "realigned",
        tokens: 26,
        turns: [
          { turn: 1, by: 2 },
          { turn: 3, by: 4 },
        ],
      },
      { state: "refused", tokens: 7, turns: [{ turn: 5, by: null }] },
    ]);
  });
});
