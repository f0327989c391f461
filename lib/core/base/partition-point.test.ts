import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partitionPoint } from "./partition-point";

describe("where a sorted list is parted", () => {
  it("is the first item that is not before the place, as a search from the start finds it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 })),
        fc.integer({ min: -1, max: 21 }),
        (items, place) => {
          const sorted = Int32Array.from(items).sort();
          const first = sorted.findIndex((item) => item >= place);
          expect(partitionPoint(sorted, (item) => item < place)).toBe(first < 0 ? sorted.length : first);
        },
      ),
    );
  });

  it("is asked of the index too, about as often as the length has bits", () => {
    let asked = 0;
    const found = partitionPoint(new Uint8Array(1000), (_, index) => {
      asked++;
      return index < 700;
    });
    expect(found).toBe(700);
    expect(asked).toBeLessThanOrEqual(10);
  });
});
