import { describe, expect, it } from "vitest";
import { shownIds, tokenDiff } from "./token-diff";

const count = (from: number, length: number): number[] => Array.from({ length }, (_, at) => from + at);

describe("tokenDiff", () => {
  it("keeps the ends of what is equal, and all of a short difference", () => {
    const held = Int32Array.from([...count(0, 1000), 7001, 7002, ...count(2000, 100)]);
    const incoming = Int32Array.from([...count(0, 1000), 8001, ...count(2000, 100), ...count(5000, 30)]);
    const { runs, a_differing } = tokenDiff(held, incoming);
    expect(a_differing).toBe(2);
    expect(runs.map((run) => (run.equal ? run.length : [run.a_length, run.b_length]))).toEqual([
      1000,
      [2, 1],
      100,
      [0, 30],
    ]);
    expect(runs[0]).toMatchObject({ head: count(0, 12), tail: count(988, 12) });
    expect(runs[1]).toMatchObject({ a: 1000, a_ids: [7001, 7002], b: 1000, b_ids: [8001] });
  });

  it("sends a bounded part of a long difference, and tells its length", () => {
    const diff = tokenDiff(Int32Array.from(count(0, 50_000)), Int32Array.from(count(100_000, 60_000)));
    expect(diff.runs).toMatchObject([{ equal: false, a_length: 50_000, b_length: 60_000 }]);
    expect(shownIds(diff)).toHaveLength(800);
  });

  it("takes single tokens that agree between differences as chance, but not before what is new at the end", () => {
    const joined = tokenDiff(Int32Array.of(1, 2, 5, 3, 6, 7, 8), Int32Array.of(1, 9, 5, 4, 6, 7, 8));
    // What agrees by chance is no difference, though it is drawn as part of one.
    expect(joined.a_differing).toBe(2);
    expect(joined.runs).toMatchObject([
      { equal: true, length: 1 },
      { equal: false, a_ids: [2, 5, 3], b_ids: [9, 5, 4] },
      { equal: true, length: 3 },
    ]);
    const extended = tokenDiff(Int32Array.of(1, 2, 5), Int32Array.of(1, 9, 5, 40, 41));
    expect(extended.runs.at(-1)).toMatchObject({ equal: false, a_length: 0, b_ids: [40, 41] });
  });

  it("folds nothing of a stretch that its ends cover", () => {
    expect(tokenDiff(Int32Array.of(1, 2), Int32Array.of(1, 2)).runs).toEqual([
      { equal: true, a: 0, b: 0, length: 2, head: [1, 2], tail: [] },
    ]);
  });
});
