import { describe, expect, it } from "vitest";
import { TokenTexts } from "@/lib/core/tokens/token-texts";
import { stateCode } from "@/lib/core/view/state-code";
import { readingLosses, textChunks, wholeGlyphs } from "./reading-drawing";

/** Tokens 0 and 1 are the two bytes of "é"; any other is a letter. */
const reader = {
  bytes: (id: number) => (id < 2 ? new TextEncoder().encode("é").slice(id, id + 1) : Uint8Array.of(64 + id)),
  isSpecial: () => false,
};
const tokensOf = (ids: readonly number[]) => {
  const columns = {
    ...{ start: 0, ids: Int32Array.from(ids), states: new Uint8Array(ids.length) },
    ...{ sampled: new Uint8Array(ids.length), changed: new Uint8Array(ids.length) },
    ...{ logProbs: new Float64Array(ids.length), spans: [] },
  };
  const owners = new Int32Array(ids.length);
  return { columns, texts: new TokenTexts(columns.ids, reader), owners, isWhole: true };
};

describe("what a message's text is drawn from", () => {
  it("is cut into stretches, none inside a glyph", () => {
    const ids = Array.from({ length: 300 }, () => 5);
    expect(textChunks(tokensOf(ids), 300)).toEqual([
      { start: 0, end: 256 },
      { start: 256, end: 300 },
    ]);
    expect(textChunks(tokensOf(ids.with(255, 0).with(256, 1)), 300)[0]).toEqual({ start: 0, end: 257 });
    expect(textChunks(tokensOf(ids), 100)).toEqual([{ start: 0, end: 100 }]);
  });

  it("widens a place to whole glyphs, on both sides alike", () => {
    expect(wholeGlyphs({ start: 2, end: 3, ids: [7] }, tokensOf([5, 0, 1, 5]))).toEqual({
      ...{ start: 1, end: 3 },
      ids: [0, 7],
    });
    expect(wholeGlyphs({ start: 1, end: 2, ids: [7] }, tokensOf([5, 0, 1, 5]))).toEqual({
      ...{ start: 1, end: 3 },
      ids: [7, 1],
    });
  });

  it("takes for a loss only what lost its signal", () => {
    const tokens = tokensOf([5, 5, 5]);
    const changed = Uint8Array.of(1, 0, 1);
    expect(readingLosses(tokens, changed)).toEqual([]);
    tokens.columns.states[2] = stateCode("realigned");
    expect(readingLosses(tokens, changed)).toEqual([{ start: 2, end: 3 }]);
  });
});
