import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import { packRows } from "./pack-rows";
import { packCells, unpackCells } from "./packed-cells";
import type { SampleCell } from "./session-view";
import { unpackRows } from "./unpack-rows";

const row = fc.record({
  index: fc.integer(),
  depth: fc.nat(3),
  turn: fc.option(fc.nat()),
  role: fc.constantFrom("user", "tool"),
  preview: fc.string(),
  counts: fc.array(fc.nat(2), { maxLength: 2 }),
  drift: fc.option(fc.record({ cause: fc.string(), tokens: fc.nat() })),
});

describe("packed rows", () => {
  it("tell a column in the shortest form that it has", () => {
    const rows = [1, 2, 3, 4].map((id) => ({ id, role: "user", text: `message ${id}` }));
    expect(packRows(rows)).toEqual({
      count: 4,
      columns: {
        id: { steps: [1, 1, 1, 1] },
        role: { same: "user" },
        text: { all: ["message 1", "message 2", "message 3", "message 4"] },
      },
    });
  });

  it("give back every row, equal", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        expect(unpackRows(JSON.parse(JSON.stringify(packRows(rows))))).toEqual(rows);
      }),
    );
  });
});

describe("packed cells", () => {
  const counts = fc.array(fc.nat(100_000), {
    minLength: TOKEN_STATES.length,
    maxLength: TOKEN_STATES.length,
  });

  it("give back every cell, equal", () => {
    fc.assert(
      fc.property(fc.array(counts), (parts) => {
        const path = parts.map((_, at) => at * 3);
        let start = 0;
        const cells = parts.flatMap((part, at): SampleCell[] => {
          const length = part.reduce((sum, count) => sum + count, 0);
          start += length;
          return length === 0 ? [] : [{ node: at * 3, start: start - length, length, counts: part }];
        });
        expect(unpackCells(packCells(cells, path), path)).toEqual(cells);
      }),
    );
  });
});
