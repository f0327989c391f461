import { joinedSpans, type WeightSpan, weightSpansOf } from "@/lib/core/recording/weight-span";
import type { ExportedSample } from "@/lib/export/exported-sample";
import { trainedSpans } from "./trained-spans";

/**
 * The weights of a sample's trained tokens, by their positions in the sample, in order. Tokens of a turn whose engine
 * named no weights are in none.
 */
export function sampleWeights(exported: ExportedSample): readonly WeightSpan[] {
  const spans = trainedSpans(exported).flatMap(({ turn, start, length, outputStart }) =>
    weightSpansOf(turn).flatMap((span): WeightSpan[] => {
      const from = Math.max(span.start, outputStart);
      const to = Math.min(span.end, outputStart + length);
      const shift = start - outputStart;
      return from < to ? [{ version: span.version, start: from + shift, end: to + shift }] : [];
    }),
  );
  return joinedSpans(spans);
}
