import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValueCount } from "./value-count";

/** The slow way: what `JSON.parse` gives, counted; empty lists and objects count as if they held one. */
function countValues(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  const members = Object.values(value);
  return (
    1 + Math.max(1, members.length) + members.reduce((sum: number, one) => sum + countValues(one) - 1, 0)
  );
}

function counted(text: string, pieceLength: number): number {
  const count = new ValueCount();
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += pieceLength) count.add(bytes.subarray(at, at + pieceLength));
  return count.values;
}

describe("ValueCount", () => {
  it("counts what a JSON text holds, in whatever pieces it arrives", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 9 }), (value, pieceLength) => {
        expect(counted(JSON.stringify(value), pieceLength)).toBe(countValues(value));
      }),
    );
  });

  it("does not count what stands in texts", () => {
    expect(counted(JSON.stringify({ a: '[,,,,{{\\",' }), 3)).toBe(2);
  });
});
