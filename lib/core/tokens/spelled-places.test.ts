import { describe, expect, it } from "vitest";
import { spelledPart, spelledPlaces } from "./spelled-places";

const places = (own: readonly number[], other: readonly number[]) =>
  spelledPlaces(Int32Array.from(own), Int32Array.from(other));

describe("where two spellings of a message differ", () => {
  it("is each place with what stands there in the other one", () => {
    expect(places([1, 14, 2, 3, 4], [1, 21, 23, 2, 4])).toEqual([
      { start: 1, end: 2, ids: [21, 23] },
      { start: 3, end: 4, ids: [] },
    ]);
    expect(places([1, 2], [1, 5, 2])).toEqual([{ start: 1, end: 1, ids: [5] }]);
  });

  it("is not in the framing that one of them has around it", () => {
    expect(places([1, 2, 3], [91, 92, 1, 2, 3, 94])).toEqual([]);
    expect(places([91, 1, 14, 2, 94], [1, 22, 32, 2])).toEqual([{ start: 2, end: 3, ids: [22, 32] }]);
  });

  it("is nowhere where both are the same", () => {
    expect(places([1, 2], [1, 2])).toEqual([]);
    expect(places([], [1])).toEqual([]);
  });
});

/** An id spells so many bytes as its last digit says. */
const reader = { bytes: (id: number) => new Uint8Array(id % 10) };
const part = (own: readonly number[], around: readonly number[], head = 0) =>
  Array.from(spelledPart(Int32Array.from(own), Int32Array.from(around), head, reader));

describe("the part of a prompt that spells a message", () => {
  it("ends with its last token where as many bytes are spelled, not where that token comes again", () => {
    expect(part([1, 14, 2], [1, 22, 32, 2, 3, 3, 14, 2])).toEqual([1, 22, 32, 2]);
    expect(part([12, 1, 14, 12], [12, 1, 14, 12, 5, 12])).toEqual([12, 1, 14, 12]);
  });

  it("begins with its first token nearest to where it is expected", () => {
    expect(part([1, 14, 2], [1, 3, 1, 14, 2, 3], 3)).toEqual([1, 14, 2]);
    expect(part([1, 14, 2], [3, 3, 1, 14, 2, 3], 1)).toEqual([1, 14, 2]);
  });

  it("is as long in bytes where its ends are spelled otherwise", () => {
    expect(part([1, 14], [1, 22, 32, 93, 94])).toEqual([1, 22, 32]);
    expect(part([14, 1], [9, 22, 32, 1, 94], 1)).toEqual([22, 32, 1]);
    expect(part([1, 14], [1, 2])).toEqual([1, 2]);
  });
});
