import { alignIds } from "./align-ids";
import type { PieceReader } from "./token-text";

/** Tokens `[start, end)` of a message that another spelling has otherwise, and what stands there in it; either may be nothing. */
export interface SpelledPlace {
  readonly start: number;
  readonly end: number;
  readonly ids: readonly number[];
}

/**
 * Where two spellings of one message differ, in order. What one of them alone has at its beginning or end is framing, and
 * no difference.
 *
 * @example
 * // "full" is one token here and two there
 * spelledPlaces(Int32Array.of(1, 5, 2), Int32Array.of(1, 6, 7, 2)); // [{ start: 1, end: 2, ids: [6, 7] }]
 */
export function spelledPlaces(own: Int32Array, other: Int32Array): readonly SpelledPlace[] {
  return alignIds(own, other).flatMap(({ equal, a, aLength, b, bLength }) => {
    if (equal) return [];
    const isHead = a === 0 && b === 0;
    const isTail = a + aLength === own.length && b + bLength === other.length;
    if ((isHead || isTail) && (aLength === 0 || bLength === 0)) return [];
    return [{ start: a, end: a + aLength, ids: Array.from(other.subarray(b, b + bLength)) }];
  });
}

/**
 * The part of a prompt that spells a message, where more of the prompt was read: from the message's first token nearest
 * to where it is expected, to its last one nearest to where as many bytes are spelled.
 *
 * @param head where in `around` the message is expected to begin.
 */
export function spelledPart(
  own: Int32Array,
  around: Int32Array,
  head: number,
  reader: Pick<PieceReader, "bytes">,
): Int32Array {
  const bytesOf = (id: number): number => reader.bytes(id)?.length ?? 0;
  const wanted = own.reduce((sum, id) => sum + bytesOf(id), 0);
  const start = head === 0 ? 0 : nearest(around, own[0], (at) => Math.abs(at - head), head);
  const rest = around.subarray(start);
  const spelled: number[] = [];
  for (const id of rest) spelled.push((spelled.at(-1) ?? 0) + bytesOf(id));
  const apart = (at: number): number => Math.abs((spelled[at] ?? 0) - wanted);
  const enough = spelled.findIndex((bytes) => bytes >= wanted);
  const end = nearest(rest, own.at(-1), apart, enough < 0 ? rest.length - 1 : enough);
  return rest.subarray(0, end + 1);
}

/** The place of an id that is the least distance away; another one where the id is nowhere. */
function nearest(
  ids: Int32Array,
  id: number | undefined,
  distance: (at: number) => number,
  without: number,
): number {
  let best = -1;
  ids.forEach((candidate, at) => {
    if (candidate === id && (best < 0 || distance(at) < distance(best))) best = at;
  });
  return best < 0 ? without : best;
}
