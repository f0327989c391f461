import { describe, expect, it } from "vitest";
import { coversTokens } from "@/lib/core/recording/weight-span";
import type { GenerationEvent } from "@/lib/engine/engine";
import { joinedGeneration } from "./joined-generation";

function piece(ids: readonly number[], weightVersion: string | null) {
  const event: GenerationEvent = {
    type: "generation",
    outputIds: Int32Array.from(ids),
    logProbs: null,
    logProbCount: 0,
    logProbSemantics: "raw",
    finishReason: "abort",
    matchedStop: null,
    promptTokens: null,
    completionTokens: null,
    cachedTokens: null,
    weightVersion,
    facts: {},
  };
  return { requestId: "r", promptTokens: 1, event, isCut: true };
}

function joinedWeights(...versions: readonly (string | null)[]) {
  const pieces = versions.map((version) => piece([7, 8], version));
  const { weightSpans, weightVersion } = joinedGeneration(pieces, piece([], null).event);
  return { weightSpans, weightVersion };
}

describe("the weights of an answer that came in pieces", () => {
  it("are those of each piece, or none where no piece names any", () => {
    expect(joinedWeights("3", "4").weightSpans).toEqual([
      { version: "3", start: 0, end: 2 },
      { version: "4", start: 2, end: 4 },
    ]);
    expect(joinedWeights(null, null)).toEqual({ weightSpans: null, weightVersion: null });
  });

  it("cover no answer where one piece alone names none, so that no token counts as of known weights", () => {
    for (const versions of [
      ["3", null],
      [null, "3"],
      ["3", null, "3"],
    ]) {
      expect(coversTokens(joinedWeights(...versions).weightSpans ?? [], 2 * versions.length)).toBe(false);
    }
  });
});
