import { describe, expect, it } from "vitest";
import { at, floatAt, idAt, OutOfRangeError } from "./at";

describe("an item at an index", () => {
  it("is what stands there, null, zero and an empty text included", () => {
    expect([at(["", null], 0), at(["", null], 1)]).toEqual(["", null]);
    expect(idAt(Int32Array.of(7, 0), 1)).toBe(0);
    expect([floatAt(Float64Array.of(-0.5, Number.NaN), 0), floatAt(Float64Array.of(Number.NaN), 0)]).toEqual([
      -0.5,
      Number.NaN,
    ]);
  });

  it.each([-1, 2, 0.5, Number.NaN])("is refused at %d of a list of two, with the index named", (index) => {
    const message = `There is no item ${index} in a list of 2.`;
    const reads = [
      () => at(["a", "b"], index),
      () => idAt(new Int32Array(2), index),
      () => floatAt(new Float64Array(2), index),
    ];
    for (const read of reads) {
      expect(read).toThrow(OutOfRangeError);
      expect(read).toThrow(message);
    }
  });
});
