import { describe, expect, it } from "vitest";
import { engineWeightSpans } from "./engine-weight-spans";

describe("engineWeightSpans", () => {
  it("reads positions among the sampled tokens, numbers as names, without spans of no token", () => {
    const told = [
      { version: 3, start: 0, end: 4 },
      { version: "4", start: 4, end: 4 },
      { version: "5", start: 4, end: 9 },
    ];
    expect(engineWeightSpans(told)).toEqual([
      { version: "3", start: 0, end: 4 },
      { version: "5", start: 4, end: 9 },
    ]);
  });

  it("tells nothing of no list, of an empty one and of one name alone", () => {
    for (const told of [undefined, null, "3", {}, [], ["3"], [3, 3]])
      expect(engineWeightSpans(told)).toBeNull();
  });

  it("places no token by several names or by what cannot be read", () => {
    for (const told of [["3", "4"], [{ version: "3" }], [{ version: "3", start: 0, end: -1 }], [null]]) {
      expect(engineWeightSpans(told)).toEqual([]);
    }
  });
});
