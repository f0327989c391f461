import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { littleEndian } from "./little-endian";

describe("numbers as bytes", () => {
  it("have their low byte first, and come back as they were", () => {
    expect([...littleEndian.fromIds(Int32Array.of(1, -2))]).toEqual([1, 0, 0, 0, 254, 255, 255, 255]);
    expect([...littleEndian.fromFloats(Float64Array.of(-2))]).toEqual([0, 0, 0, 0, 0, 0, 0, 192]);
    fc.assert(
      fc.property(fc.int32Array(), fc.float64Array(), (ids, floats) => {
        expect(littleEndian.toIds(littleEndian.fromIds(ids))).toEqual(ids);
        expect(littleEndian.toFloats(littleEndian.fromFloats(floats))).toEqual(floats);
      }),
    );
  });

  it("share no memory with what they were made from, wherever that begins", () => {
    const bytes = Uint8Array.of(9, 1, 0, 0, 0).subarray(1);
    const ids = littleEndian.toIds(bytes);
    bytes[0] = 7;
    expect([...ids]).toEqual([1]);
    const part = Int32Array.of(5, 6).subarray(1);
    expect([...littleEndian.fromIds(part)]).toEqual([6, 0, 0, 0]);
  });

  it("are refused when a part is missing", () => {
    expect(() => littleEndian.toIds(new Uint8Array(3))).toThrow(RangeError);
    expect(() => littleEndian.toFloats(new Uint8Array(9))).toThrow(RangeError);
  });
});
