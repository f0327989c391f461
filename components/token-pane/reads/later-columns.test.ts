import { describe, expect, it } from "vitest";
import type { Annotation } from "@/lib/core/annotations/annotation";
import { laterColumns } from "./later-columns";

const said = (
  turn: number,
  start: number,
  values: readonly number[],
  more: Partial<Annotation> = {},
): Annotation => ({
  producer: "trainer",
  kind: "trainer_logprob",
  target: { on: "range", turn, start, length: values.length },
  value: { form: "column", column: Float64Array.from(values) },
  at: 5,
  rewardRevision: null,
  ...more,
});

/** Two prompt tokens, three sampled by turn 1, one of the next prompt, two sampled by turn 2; the range begins at 1. */
const places = {
  columns: { start: 1, sampled: Uint8Array.of(0, 1, 1, 1, 0, 1, 1) },
  owners: Int32Array.of(0, 1, 1, 1, 0, 2, 2),
  turns: [{ prompt_tokens: 2 }, { prompt_tokens: 6 }],
};

const columnOf = (...annotations: readonly Annotation[]) => {
  const { trainer_logprob: column } = laterColumns(annotations, places);
  return column === null ? null : [...column];
};

const none = Number.NaN;

describe("laterColumns", () => {
  it("puts values on the tokens that the turns sampled", () => {
    expect(columnOf(said(1, 0, [-1, -2, -3]), said(2, 1, [-5]))).toEqual([none, -1, -2, -3, none, none, -5]);
  });

  it("lets the newest of ranges that overlap count, in whatever order they come", () => {
    const older = said(1, 0, [-1, -2, -3]);
    const newer = said(1, 1, [-9], { at: 6, producer: "other" });
    expect(columnOf(newer, older)).toEqual([none, -1, -9, -3, none, none, none]);
  });

  it("has no column where nothing was said of the sample's tokens", () => {
    expect(columnOf()).toBeNull();
    expect(columnOf(said(3, 0, [-1]))).toBeNull();
    expect(columnOf(said(1, 0, [-1], { kind: "entropy" }))).toBeNull();
  });
});
