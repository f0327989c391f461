import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AlignedRun, alignIds } from "./align-ids";

/** The slow and obvious oracle: length of the longest common subsequence by its table. */
function longestCommon(a: readonly number[], b: readonly number[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const id of a) {
    const next = [0];
    b.forEach((other, at) => {
      next.push(id === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    });
    row = next;
  }
  return row[b.length] ?? 0;
}

const equalIds = (runs: readonly AlignedRun[]): number =>
  runs.reduce((sum, { equal, aLength }) => sum + (equal ? aLength : 0), 0);

/** Runs cover both sides in order, alternate, and are equal where they say so. */
function expectSound(runs: readonly AlignedRun[], a: readonly number[], b: readonly number[]): void {
  let [atA, atB] = [0, 0];
  let before: boolean | null = null;
  for (const run of runs) {
    expect([run.a, run.b]).toEqual([atA, atB]);
    expect(run.equal).not.toBe(before);
    expect(run.aLength + run.bLength).toBeGreaterThan(0);
    if (run.equal) expect(a.slice(atA, atA + run.aLength)).toEqual(b.slice(atB, atB + run.bLength));
    [atA, atB, before] = [atA + run.aLength, atB + run.bLength, run.equal];
  }
  expect([atA, atB]).toEqual([a.length, b.length]);
}

const short = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 });

describe("alignIds", () => {
  it("finds what was taken out, put in, and what goes on", () => {
    expect(alignIds([1, 2, 3, 7, 8], [1, 9, 7, 8, 5])).toEqual([
      { equal: true, a: 0, aLength: 1, b: 0, bLength: 1 },
      { equal: false, a: 1, aLength: 2, b: 1, bLength: 1 },
      { equal: true, a: 3, aLength: 2, b: 2, bLength: 2 },
      { equal: false, a: 5, aLength: 0, b: 4, bLength: 1 },
    ]);
  });

  it("has nothing to say of nothing, and one run of two equal lists", () => {
    expect(alignIds([], [])).toEqual([]);
    expect(alignIds([4, 5], [4, 5])).toEqual([{ equal: true, a: 0, aLength: 2, b: 0, bLength: 2 }]);
    expect(alignIds([], [4])).toEqual([{ equal: false, a: 0, aLength: 0, b: 0, bLength: 1 }]);
  });

  it("keeps as many ids equal as there can be", () => {
    fc.assert(
      fc.property(short, short, (a, b) => {
        const runs = alignIds(a, b);
        expectSound(runs, a, b);
        expect(equalIds(runs)).toBe(longestCommon(a, b));
      }),
    );
  });

  it("is sound whatever the bound, and never claims that different ids are equal", () => {
    const long = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 120 });
    fc.assert(
      fc.property(long, long, fc.integer({ min: 0, max: 12 }), (a, b, mostEdits) => {
        expectSound(alignIds(a, b, mostEdits), a, b);
      }),
    );
  });

  it("finds moved-apart stretches of long lists where the exact search gives up", () => {
    const a = Array.from({ length: 5000 }, (_, at) => at);
    const b = a.flatMap((id) => (id % 7 === 0 ? [100_000 + id, 100_001 + id] : [id]));
    const runs = alignIds(a, b, 50);
    expectSound(runs, a, b);
    expect(equalIds(runs)).toBe(a.filter((id) => id % 7 !== 0).length);
  });

  it("aligns long lists in which nothing occurs only once", () => {
    const a = Array.from({ length: 6000 }, (_, at) => at % 10);
    const b = a.flatMap((id, at) => (at % 20 === 19 ? [50, 51] : [id]));
    const runs = alignIds(a, b, 50);
    expectSound(runs, a, b);
    expect(equalIds(runs)).toBeGreaterThan(5600);
  });

  it("is done in bounded steps where long lists share nothing", () => {
    const a = Array.from({ length: 100_000 }, (_, at) => at % 1000);
    const b = Array.from({ length: 100_000 }, (_, at) => 1000 + (at % 1000));
    expect(alignIds(a, b)).toEqual([{ equal: false, a: 0, aLength: 100_000, b: 0, bLength: 100_000 }]);
  });
});
