/** Sampled tokens `[start, end)` of a turn that came from one version of the weights. */
export interface WeightSpan {
  readonly version: string;
  readonly start: number;
  readonly end: number;
}

interface Weighed {
  readonly weightSpans: readonly WeightSpan[] | null;
  readonly weightVersion: string | null;
  readonly outputIds: Int32Array;
}

/**
 * The weights that sampled a turn, token by token, in order and without gaps. Empty where the engine named none, or
 * nothing was sampled.
 *
 * @example
 * weightSpansOf({ weightSpans: null, weightVersion: "W4", outputIds: Int32Array.of(7, 8) });
 * // [{ version: "W4", start: 0, end: 2 }]
 */
export function weightSpansOf({ weightSpans, weightVersion, outputIds }: Weighed): readonly WeightSpan[] {
  if (weightSpans !== null) return weightSpans;
  if (weightVersion === null || outputIds.length === 0) return [];
  return [{ version: weightVersion, start: 0, end: outputIds.length }];
}

/** Whether spans cover so many sampled tokens, in order and without gaps. */
export function coversTokens(spans: readonly WeightSpan[], count: number): boolean {
  const isInOrder = spans.every(({ start, end }, at) => start === (spans[at - 1]?.end ?? 0) && start < end);
  return isInOrder && (spans.at(-1)?.end ?? 0) === count;
}

/** The spans of the first `count` sampled tokens. */
export function firstSpans(spans: readonly WeightSpan[], count: number): readonly WeightSpan[] {
  return spans
    .filter(({ start }) => start < count)
    .map((span) => (span.end <= count ? span : { ...span, end: count }));
}

/** Spans that follow one another, those of one version joined. */
export function joinedSpans(spans: readonly WeightSpan[]): readonly WeightSpan[] {
  const joined: WeightSpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last?.version !== span.version || last.end !== span.start) joined.push(span);
    else joined[joined.length - 1] = { ...last, end: span.end };
  }
  return joined;
}
