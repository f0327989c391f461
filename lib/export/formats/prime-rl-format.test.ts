import { describe, expect, it } from "vitest";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import { exportSession } from "@/lib/export/export-session";
import { exportOf, FORKED } from "@/test/export/export-of";

/** The recording with every turn changed. */
function withTurns(change: (turn: Turn) => Partial<Turn>): Recording {
  return { ...FORKED, turns: FORKED.turns.map((turn) => ({ ...turn, ...change(turn) })) };
}

function firstLine(recording: Recording, changes = {}): unknown {
  const [line] = exportSession(exportOf(recording, { format: "prime-rl", ...changes })).lines;
  return JSON.parse(line ?? "");
}

const sampledAt = (temperature: number) => readTurnFacts({ sampling: { temperature } }, "refuse").sampling;

describe("the prime-rl format", () => {
  it("has the advantage at every trained token", () => {
    expect(firstLine(FORKED, { advantage: -2 })).toMatchObject({
      advantages: [0, 0, 0, -2, -2, 0, 0, -2],
    });
  });

  it.each([
    ["what all of its turns were sampled at", sampledAt(0.6), "temperature_scaled", 0.6],
    ["1 where none was recorded", null, "unknown", 1],
    ["1 for a greedy sample, whose log-probs no engine scales", sampledAt(0), "temperature_scaled", 1],
    ["1 where the log-probs are those of the logits themselves", sampledAt(0.6), "raw", 1],
  ] as const)("gives all rows of a sample one temperature: %s", (_, sampling, logProbSemantics, written) => {
    const recording = withTurns(() => ({ sampling, logProbSemantics }));
    expect(firstLine(recording)).toMatchObject({ temperatures: new Array(8).fill(written) });
  });

  it("refuses a sample whose tokens were sampled at several temperatures", () => {
    const recording = withTurns(({ index }) => ({
      sampling: index === 2 ? sampledAt(0.6) : null,
      logProbSemantics: "temperature_scaled",
    }));
    expect(() => firstLine(recording)).toThrow(
      'takes one temperature a sample, and sample 0 of session "s1" trains tokens sampled at 1 and 0.6.',
    );
  });
});
