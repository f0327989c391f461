import type { Recording } from "@/lib/core/recording/recording";
import type { Sample, SampleSpan } from "@/lib/core/samples/sample";
import { stateCode } from "@/lib/core/view/state-code";
import { realignedChanges } from "./realigned-changes";
import type { TokenColumns } from "./token-columns";
import { reasonOfSpan, type TokenSpan } from "./token-span";

/** States whose token is, at this very position, one that the model sampled. */
type SampledSpan = Extract<SampleSpan, { readonly outputStart: number }>;

function isSampled(span: SampleSpan): span is SampledSpan {
  return "outputStart" in span;
}

/**
 * Tokens `[from, to)` of a sample with their states in that sample. Ids, mask and log-probs are the very ones that the
 * export writes; each has its reason.
 *
 * @example
 * const columns = sampleTokenColumns(recording, sample, 0, sample.length);
 * columns.states[7] === stateCode("trained"); // the exported loss_mask is 1 there
 */
export function sampleTokenColumns(
  recording: Recording,
  sample: Sample,
  from: number,
  to: number,
): TokenColumns {
  const start = Math.max(0, Math.min(from, sample.length));
  const end = Math.max(start, Math.min(to, sample.length));
  const count = end - start;
  const columns = {
    start,
    ids: sequenceIds(recording, sample.lastTurn, start, end),
    states: new Uint8Array(count),
    sampled: new Uint8Array(count),
    changed: new Uint8Array(count),
    logProbs: new Float64Array(count).fill(Number.NaN),
  };
  const spans: TokenSpan[] = [];
  for (const span of sample.spans) {
    const first = Math.max(start, span.start);
    const last = Math.min(end, span.start + span.length);
    if (first >= last) continue;
    columns.states.fill(stateCode(span.state), first - start, last - start);
    const reason = reasonOfSpan(span, sample.index);
    spans.push({ ...reason, start: first - start, length: last - first });
    if (reason.state === "realigned") {
      const { incoming } = realignedChanges(recording, reason);
      columns.changed.set(incoming.subarray(first - span.start, last - span.start), first - start);
    }
    if (!isSampled(span)) continue;
    columns.sampled.fill(1, first - start, last - start);
    const held = recording.turns[span.turn - 1]?.outputLogProbs;
    const offset = span.outputStart + first - span.start;
    if (held) columns.logProbs.set(held.subarray(offset, offset + last - first), first - start);
  }
  return { ...columns, spans };
}

/** Ids `[from, to)` of a turn's sequence: its prompt, then its output. */
export function sequenceIds(recording: Recording, turnIndex: number, from: number, to: number): Int32Array {
  const promptLength = recording.prompts.length(turnIndex);
  const ids = new Int32Array(Math.max(0, to - from));
  if (from < promptLength) {
    ids.set(recording.prompts.ids(turnIndex, from, Math.min(to, promptLength)));
  }
  if (to > promptLength) {
    const output = recording.turns[turnIndex - 1]?.outputIds ?? new Int32Array(0);
    const outputFrom = Math.max(0, from - promptLength);
    ids.set(output.subarray(outputFrom, to - promptLength), Math.max(0, promptLength - from));
  }
  return ids;
}
