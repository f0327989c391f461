import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeTokenColumns, encodeTokenColumns, type TokenColumns } from "./token-columns";

const token = fc.record({
  id: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  state: fc.integer({ min: 0, max: 6 }),
  changed: fc.boolean(),
  logProb: fc.option(
    fc.oneof(fc.double({ max: 0, noDefaultInfinity: true, noNaN: true }), fc.constant(Number.NaN)),
  ),
});

function columnsOf(
  tokens: readonly { id: number; state: number; logProb: number | null; changed?: boolean }[],
): TokenColumns {
  return {
    start: 40,
    ids: Int32Array.from(tokens, ({ id }) => id),
    states: Uint8Array.from(tokens, ({ state }) => state),
    sampled: Uint8Array.from(tokens, ({ logProb }) => (logProb === null ? 0 : 1)),
    changed: Uint8Array.from(tokens, ({ changed }) => Number(changed === true)),
    logProbs: Float64Array.from(tokens, ({ logProb }) => logProb ?? Number.NaN),
    spans: [{ state: "refused", turn: 1, reason: "no_log_probs", start: 0, length: tokens.length }],
  };
}

describe("token columns", () => {
  it("read back exactly what was written, log-probs to the last bit", () => {
    fc.assert(
      fc.property(fc.array(token), (tokens) => {
        const columns = columnsOf(tokens);
        expect(decodeTokenColumns(encodeTokenColumns(columns))).toEqual(columns);
      }),
    );
  });

  it("cost 5 bytes a context token and 13 a sampled one", () => {
    const size = (count: number, logProb: number | null): number =>
      encodeTokenColumns(columnsOf(new Array(count).fill({ id: 7, state: 0, logProb }))).length;
    expect(size(2000, null) - size(1000, null)).toBe(5000);
    expect(size(2000, -0.5) - size(1000, -0.5)).toBe(13_000);
  });

  it("read back from the middle of a larger buffer", () => {
    const columns = columnsOf([{ id: 3, state: 1, logProb: -0.25 }]);
    const bytes = encodeTokenColumns(columns);
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    expect(decodeTokenColumns(larger.subarray(3))).toEqual(columns);
  });

  it("are refused where one is shorter than the others", () => {
    const columns = columnsOf([{ id: 3, state: 1, logProb: -0.25 }]);
    for (const part of [{ states: new Uint8Array(0) }, { logProbs: new Float64Array(0) }]) {
      expect(() => encodeTokenColumns({ ...columns, ...part })).toThrow("not of one length");
    }
  });

  it("refuse bytes that are something else, and bytes that are cut short", () => {
    const bytes = encodeTokenColumns(columnsOf([{ id: 3, state: 1, logProb: -0.25 }]));
    expect(() => decodeTokenColumns(new Uint8Array(64))).toThrow("not token columns");
    expect(() => decodeTokenColumns(bytes.subarray(0, bytes.length - 1))).toThrow("cut short");
  });
});
