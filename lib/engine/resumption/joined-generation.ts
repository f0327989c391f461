import type { GenerationSegment } from "@/lib/core/recording/turn-facts";
import { joinedSpans, type WeightSpan } from "@/lib/core/recording/weight-span";
import type { GenerationEvent, RoutedExperts, TopLogProbs } from "@/lib/engine/engine";

/** What one request to the engine gave of an answer. */
export interface GenerationPiece {
  readonly requestId: string;
  /** The prompt that it was sent: that of the call, and the ids sampled before. */
  readonly promptTokens: number;
  readonly event: GenerationEvent;
  /** Whether the engine broke off there. */
  readonly isCut: boolean;
}

/**
 * An answer that came in pieces, as one generation. It ends as its last piece does. A piece before which the engine
 * counts other tokens than it was sent, or echoes others, makes the whole unproven, as a graft of another would be.
 */
export function joinedGeneration(pieces: readonly GenerationPiece[], last: GenerationEvent): GenerationEvent {
  const [first = last] = pieces.map(({ event }) => event);
  const ids = pieces.flatMap(({ event }) => Array.from(event.outputIds));
  const echoes = pieces.flatMap(({ event }) => event.promptIdsAgree ?? []);
  const isSentPrompt = pieces.every(
    ({ event, promptTokens }) => event.promptTokens === null || event.promptTokens === promptTokens,
  );
  const echoed = echoes.length > 0 || !isSentPrompt;
  return {
    ...last,
    outputIds: Int32Array.from(ids),
    logProbs: joinedLogProbs(pieces, ids.length),
    topLogProbs: joinedLists(pieces.map(({ event }) => [event, event.topLogProbs])),
    support: joinedLists(pieces.map(({ event }) => [event, event.support])),
    experts: joinedExperts(pieces),
    logProbCount: pieces.reduce((sum, { event }) => sum + event.logProbCount, 0),
    promptTokens: first.promptTokens,
    completionTokens: joinedCount(pieces),
    ...(echoed && { promptIdsAgree: isSentPrompt && echoes.every(Boolean) }),
    ...(pieces.some(({ event }) => event.tookBack === true) && { tookBack: true }),
    cachedTokens: first.cachedTokens,
    ...joinedWeights(pieces),
    segments: segmentsOf(pieces, last),
  };
}

/** Unknown for a piece without; null where no piece has any. */
function joinedLogProbs(pieces: readonly GenerationPiece[], length: number): Float64Array | null {
  if (pieces.every(({ event }) => event.logProbs === null)) return null;
  const joined = new Float64Array(length).fill(Number.NaN);
  let at = 0;
  for (const { event } of pieces) {
    if (event.logProbs !== null) joined.set(event.logProbs, at);
    at += event.outputIds.length;
  }
  return joined;
}

type PieceLists = readonly [event: GenerationEvent, lists: TopLogProbs | null | undefined];

/** Empty at the tokens of a piece without; null where no piece has any. */
function joinedLists(pieces: readonly PieceLists[]): TopLogProbs | null {
  if (pieces.every(([, lists]) => !lists)) return null;
  return pieces.flatMap(([event, lists]) => lists ?? Array.from(event.outputIds, () => []));
}

/** Those of every piece, each from where the one before ends; null where one is missing. */
function joinedExperts(pieces: readonly GenerationPiece[]): RoutedExperts | null {
  const told = pieces.flatMap(({ event }) => event.experts ?? []);
  const [first] = told;
  const follow = told.every(({ start }, i) => i === 0 || start === endOf(told[i - 1]));
  if (first === undefined || told.length !== pieces.length || !follow) return null;
  const values = Int32Array.from(told.flatMap((experts) => Array.from(experts.values)));
  return { start: first.start, tokens: told.reduce((sum, { tokens }) => sum + tokens, 0), values };
}

function endOf(experts: RoutedExperts | undefined): number {
  return experts === undefined ? 0 : experts.start + experts.tokens;
}

/** Of a piece that was cut the engine has counted what it had sampled by then. */
function joinedCount(pieces: readonly GenerationPiece[]): number | null {
  let sum = 0;
  for (const { event, isCut } of pieces) {
    const count = isCut ? event.outputIds.length : event.completionTokens;
    if (count === null) return null;
    sum += count;
  }
  return sum;
}

/** The weights of every token. Where those of one piece alone are not known the spans do not cover the answer. */
function joinedWeights(
  pieces: readonly GenerationPiece[],
): Pick<GenerationEvent, "weightSpans" | "weightVersion"> {
  let at = 0;
  const spans: WeightSpan[] = [];
  for (const { event } of pieces) {
    const end = at + event.outputIds.length;
    const { weightVersion: version } = event;
    const one = version === null || end === at ? [] : [{ version, start: 0, end: end - at }];
    for (const span of event.weightSpans ?? one)
      spans.push({ ...span, start: at + span.start, end: at + span.end });
    at = end;
  }
  const joined = joinedSpans(spans);
  if (pieces.every(({ event }) => !event.weightSpans && event.weightVersion === null)) {
    return { weightSpans: null, weightVersion: null };
  }
  return { weightSpans: joined, weightVersion: joined.at(-1)?.version ?? null };
}

/** Each request that sampled something, in order. */
function segmentsOf(pieces: readonly GenerationPiece[], last: GenerationEvent): readonly GenerationSegment[] {
  let at = 0;
  const segments: GenerationSegment[] = [];
  for (const [i, { requestId, event }] of pieces.entries()) {
    const start = at;
    at += event.outputIds.length;
    const finish = i === pieces.length - 1 ? last.finishReason : "abort";
    if (at > start) segments.push({ requestId, start, end: at, finish });
  }
  return segments;
}
