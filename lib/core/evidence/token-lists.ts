import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";

/** Tokens told for each of some sampled tokens, as bytes (`EvidenceColumn`). */
export interface EncodedLists {
  readonly shape: readonly [tokens: number, listed: number];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Writes lists of tokens with their log-probs, in 32-bit floats as engines compute them.
 *
 * @example
 * tokenListAt(encodeTokenLists([[], [{ id: 7, logProb: -0.5 }]]), 1); // [{ id: 7, logProb: -0.5 }]
 */
export function encodeTokenLists(lists: readonly (readonly TokenLogProb[])[]): EncodedLists {
  const listed = lists.reduce((sum, { length }) => sum + length, 0);
  const view = new DataView(new ArrayBuffer(4 * (lists.length + 1 + 2 * listed)));
  const idsAt = 4 * (lists.length + 1);
  const logProbsAt = idsAt + 4 * listed;
  let at = 0;
  for (const [token, list] of lists.entries()) {
    view.setInt32(4 * token, at, true);
    for (const { id, logProb } of list) {
      view.setInt32(idsAt + 4 * at, id, true);
      view.setFloat32(logProbsAt + 4 * at, logProb, true);
      at++;
    }
  }
  view.setInt32(4 * lists.length, at, true);
  return { shape: [lists.length, listed], bytes: new Uint8Array(view.buffer) };
}

/** The tokens told for one sampled token; none past the last. Throws `RangeError` for bytes of another shape. */
export function tokenListAt(
  {
    shape: [tokens = 0, listed = 0],
    bytes,
  }: { readonly shape: readonly number[]; readonly bytes: Uint8Array },
  at: number,
): readonly TokenLogProb[] {
  if (bytes.length !== 4 * (tokens + 1 + 2 * listed)) {
    throw new RangeError(`${bytes.length} bytes are not ${listed} tokens told for ${tokens}`);
  }
  if (at < 0 || at >= tokens) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [from, to] = [view.getInt32(4 * at, true), view.getInt32(4 * (at + 1), true)];
  const idsAt = 4 * (tokens + 1);
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => ({
    id: view.getInt32(idsAt + 4 * (from + i), true),
    logProb: view.getFloat32(idsAt + 4 * (listed + from + i), true),
  }));
}
