import { describe, expect, it } from "vitest";
import type { TokenSpan } from "@/lib/core/tokens/token-span";
import { changedRanges, lossPlaces, stepToPlace } from "./loss-places";

const REALIGNED = {
  state: "realigned",
  turn: 1,
  by_turn: 2,
  held_start: 0,
  held_length: 4,
  shown: "incoming",
} as const;
const SPANS: readonly TokenSpan[] = [
  { state: "context", role: null, start: 0, length: 2 },
  { ...REALIGNED, start: 2, length: 4 },
  { state: "trained", turn: 2, sample: 0, start: 6, length: 2 },
  { state: "refused", turn: 3, reason: "no_log_probs", start: 8, length: 2 },
];
const columns = { changed: Uint8Array.of(0, 0, 0, 1, 1, 0, 0, 0, 0, 0), spans: SPANS };

describe("what a sample lost", () => {
  it("is looked for at the tokens that differ, and at a loss that changed none", () => {
    expect(lossPlaces(columns)).toEqual([
      { start: 3, end: 5 },
      { start: 8, end: 9 },
    ]);
    expect(lossPlaces({ ...columns, changed: new Uint8Array(10) })[0]).toEqual({ start: 2, end: 3 });
  });

  it("has its differences as ranges, to the last token", () => {
    expect(changedRanges({ changed: Uint8Array.of(1, 0, 1, 1) })).toEqual([
      { start: 0, end: 1 },
      { start: 2, end: 4 },
    ]);
    expect(changedRanges({ changed: new Uint8Array(3) })).toEqual([]);
  });

  it("is walked through either way, round the end", () => {
    const places = lossPlaces(columns);
    const starts = (at: number | null, by: 1 | -1) => stepToPlace(places, at, by)?.start;
    expect([starts(null, 1), starts(3, 1), starts(8, 1)]).toEqual([3, 8, 3]);
    expect([starts(null, -1), starts(8, -1), starts(3, -1)]).toEqual([8, 3, 8]);
    expect(stepToPlace([], null, 1)).toBeNull();
  });
});
