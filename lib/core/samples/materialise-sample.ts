import type { Recording } from "@/lib/core/recording/recording";
import type { Sample } from "./sample";

/** The columns of a sample. */
export interface SampleColumns {
  /** All ids, prompt and response. */
  readonly tokens: Int32Array;
  /** Over the response region: 1 where the token trains. */
  readonly lossMask: Uint8Array;
  /** Over the response region, in nats: 0.0 where the token does not train or none is known. */
  readonly logProbs: Float64Array;
  /** `tokens.length` less the first prompt's length; negative when the cut fell inside that prompt. */
  readonly responseLength: number;
}

/**
 * Makes the columns of a planned sample. This is where tokens are first touched: they are the head of the recorded
 * sequence of the sample's last turn.
 *
 * @example
 * materialiseSample(recording, { ...sample, lastTurn: 1, length: 3, responseLength: 1 }).lossMask; // Uint8Array [1]
 */
export function materialiseSample(
  recording: Recording,
  sample: Pick<Sample, "lastTurn" | "length" | "responseLength" | "spans">,
): SampleColumns {
  const { lastTurn, length, responseLength } = sample;
  const promptLength = recording.prompts.length(lastTurn);
  const tokens = new Int32Array(length);
  tokens.set(recording.prompts.ids(lastTurn, 0, Math.min(length, promptLength)));
  if (length > promptLength) {
    const output = recording.turns[lastTurn - 1]?.outputIds;
    tokens.set(output?.subarray(0, length - promptLength) ?? [], promptLength);
  }
  const region = Math.max(0, responseLength);
  const regionStart = length - responseLength;
  const lossMask = new Uint8Array(region);
  const logProbs = new Float64Array(region);
  for (const span of sample.spans) {
    if (span.state !== "trained") continue;
    const at = span.start - regionStart;
    lossMask.fill(1, at, at + span.length);
    const known = recording.turns[span.turn - 1]?.outputLogProbs;
    if (known === null || known === undefined) continue;
    for (let i = 0; i < span.length; i++) logProbs[at + i] = orZero(known[span.outputStart + i]);
  }
  return { tokens, lossMask, logProbs, responseLength };
}

/** A position whose log-prob is not known is NaN in a recording. */
function orZero(logProb: number | undefined): number {
  return logProb === undefined || Number.isNaN(logProb) ? 0 : logProb;
}
