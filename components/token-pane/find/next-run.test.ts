import { describe, expect, it } from "vitest";
import { nextRun } from "./next-run";

describe("the next tokens with a look", () => {
  const codes = Uint8Array.of(1, 0, 1, 1, 0, 2, 1);

  it("are found from the start, from a token on, and round the end", () => {
    expect(nextRun(codes, 1, null)).toEqual({ start: 0, end: 1 });
    expect(nextRun(codes, 1, 0)).toEqual({ start: 2, end: 4 });
    expect(nextRun(codes, 1, 3)).toEqual({ start: 6, end: 7 });
    expect(nextRun(codes, 1, 6)).toEqual({ start: 0, end: 1 });
    expect(nextRun(codes, 2, 6)).toEqual({ start: 5, end: 6 });
  });

  it("are none where no token has it", () => {
    expect(nextRun(codes, 4, 2)).toBeNull();
  });
});
