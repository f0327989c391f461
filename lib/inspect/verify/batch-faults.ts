import type { BatchRow } from "./batch-row";

/** What was recorded of a sample: columns over all of its tokens. */
export interface KnownSample {
  readonly tokens: readonly number[];
  readonly mask: readonly number[];
  readonly logProbs: readonly number[];
  /** What the logits of its trained tokens are divided by. */
  readonly temperature: number;
}

/** Trainers keep log-probs in 32 bits, which are exact to about this far; half precision is not. */
const CLOSE = 1e-4;

function firstDifference(ours: readonly number[], theirs: readonly number[]): number {
  const length = Math.max(ours.length, theirs.length);
  for (let at = 0; at < length; at++) if (ours[at] !== theirs[at]) return at;
  return -1;
}

/** A column moved by so many places; what comes in is 0. */
function moved(column: readonly number[], by: number): number[] {
  return column.map((_, at) => column[at - by] ?? 0);
}

function same(ours: readonly number[], theirs: readonly number[]): boolean {
  return ours.length === theirs.length && ours.every((value, at) => value === theirs[at]);
}

/** What became of a mask, in words; null where it is the recorded one. */
function maskFault(recorded: readonly number[], used: readonly number[]): string | null {
  if (same(recorded, used)) return null;
  if (same(moved(recorded, 1), used))
    return "its mask is shifted by one: it trains the token after each sampled one";
  if (same(moved(recorded, -1), used))
    return "its mask is shifted by one: it trains the token before each sampled one";
  const first = recorded.indexOf(1);
  const turned = recorded.map((bit, at) => (at < first ? 0 : 1 - bit));
  const isTurned =
    same(turned, used) ||
    same(
      recorded.map((bit) => 1 - bit),
      used,
    );
  if (isTurned) return "its mask is turned over: it trains what was not sampled, and not what was";
  const differ = recorded.flatMap((bit, at) => (bit === used[at] ? [] : [at]));
  const [at = 0] = differ;
  const what = recorded[at] === 1 ? "does not train there" : "trains there what was not sampled";
  return `its mask differs at ${differ.length} of ${recorded.length} tokens, first at position ${at}: it ${what}`;
}

/** The largest difference over the trained tokens, of log-probs that are moved by so many places. */
function distance(recorded: KnownSample, used: readonly number[], by: number): { most: number; at: number } {
  let most = 0;
  let first = -1;
  for (const [at, bit] of recorded.mask.entries()) {
    if (bit !== 1) continue;
    const difference = Math.abs((recorded.logProbs[at] ?? 0) - (used[at + by] ?? 0));
    if (difference > CLOSE && first === -1) first = at;
    if (difference > most) most = difference;
  }
  return { most, at: first };
}

function logProbFault(recorded: KnownSample, used: readonly number[]): string | null {
  const { most, at } = distance(recorded, used, 0);
  if (most <= CLOSE) return null;
  for (const by of [1, -1]) {
    if (distance(recorded, used, by).most > CLOSE) continue;
    const side = by === 1 ? "after" : "before";
    return `its log-probs are shifted by one: each stands at the token ${side} its own`;
  }
  return `its log-probs differ by up to ${most.toPrecision(3)} nats, first at position ${at}`;
}

/**
 * What a trainer's row has otherwise than was recorded of the sample, a sentence a kind. Empty where all agrees.
 *
 * @param divisor what the trainer divided its logits by, where the row does not say; null where nobody says.
 */
export function batchFaults(recorded: KnownSample, row: BatchRow, divisor: number | null): readonly string[] {
  const at = firstDifference(recorded.tokens, row.tokens);
  if (at !== -1) {
    const [ours, theirs] = [recorded.tokens[at] ?? "the end", row.tokens[at] ?? "the end"];
    return [`its ids differ from position ${at} on: ${theirs} for ${ours}`];
  }
  const used = row.temperature ?? divisor;
  const isForgotten = used !== null && Math.abs(used - recorded.temperature) > 1e-6;
  return [
    maskFault(recorded.mask, row.mask),
    row.logProbs === null ? null : logProbFault(recorded, row.logProbs),
    isForgotten
      ? `its logits are divided by ${used}, and its tokens were sampled at the temperature ${recorded.temperature}`
      : null,
  ].filter((fault) => fault !== null);
}
