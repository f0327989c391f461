import { describe, expect, it } from "vitest";
import type { TrainerReport } from "./trainer-report";
import { hasFailed, trainerTable } from "./trainer-table";

const REPORT: TrainerReport = {
  trainer: "TRL",
  version: "1.16.0",
  lines: 101,
  trained_tokens: 4000,
  worst: 3.8e-6,
  ran: ["a step", "labels"],
  problems: [],
};

describe("the table of trainers", () => {
  it("says of each what ran over how much, how close it came, and why another did not run", () => {
    const table = trainerTable([
      { kind: "ran", temperature: 0.7, report: REPORT },
      { kind: "not_run", id: "slime", reason: "SLIME_SRC names no source tree" },
    ]);
    expect(table.split("\n").slice(2)).toEqual([
      "| TRL 1.16.0 | 101 | 0.7 | 4000 | 3.8e-6 | a step; labels |",
      "| slime | not run: SLIME_SRC names no source tree | | | | |",
    ]);
  });

  it("fails on a problem and on a program that broke off, not on a trainer that is not there", () => {
    const wrong = { ...REPORT, problems: ["s: log-probs differ by 1.2 nats"] };
    expect(hasFailed({ kind: "ran", temperature: 1, report: REPORT })).toBe(false);
    expect(hasFailed({ kind: "ran", temperature: 1, report: wrong })).toBe(true);
    expect(hasFailed({ kind: "broke", id: "trl", temperature: 1, said: "Killed" })).toBe(true);
    expect(hasFailed({ kind: "not_run", id: "slime", reason: "no tree" })).toBe(false);
  });
});
