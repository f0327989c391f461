import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignLogProbs } from "./align-log-probs";

const entry = (id: number, logProb: number) => ({ id, logProb });

describe("aligning log-probs with ids", () => {
  it("gives each id its own when none is missing", () => {
    expect(alignLogProbs([7, 7, 8], [entry(7, -1), entry(7, -2), entry(8, -3)])).toEqual(
      Float64Array.of(-1, -2, -3),
    );
  });

  it("leaves a gap where one is missing", () => {
    expect(alignLogProbs([7, 8, 9], [entry(7, -1), entry(9, -2)])).toEqual(
      Float64Array.of(-1, Number.NaN, -2),
    );
  });

  it("knows nothing where an entry may belong to either of two ids", () => {
    expect(alignLogProbs([7, 7], [entry(7, -1)])).toEqual(Float64Array.of(Number.NaN, Number.NaN));
  });

  it("refuses entries that are not among the ids in their order", () => {
    expect(alignLogProbs([7, 8], [entry(8, -1), entry(7, -2)])).toBeNull();
  });

  it("never puts a log-prob where it was not sampled", () => {
    const drawn = fc.array(fc.record({ id: fc.integer({ min: 0, max: 3 }), reported: fc.boolean() }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(drawn, (tokens) => {
        const entries = tokens.flatMap(({ id, reported }, i) => (reported ? [entry(id, -1 - i)] : []));
        const aligned = alignLogProbs(
          tokens.map(({ id }) => id),
          entries,
        );
        for (const [i, value] of (aligned ?? []).entries()) {
          if (!Number.isNaN(value)) expect(value).toBe(-1 - i);
        }
      }),
    );
  });
});
