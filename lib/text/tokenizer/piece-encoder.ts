import { idAt } from "@/lib/core/base/at";
import { BoundedCache } from "@/lib/text/bounded-cache";
import { mergeLongPiece } from "./merge-long-piece";
import { mergeShortPiece } from "./merge-short-piece";
import type { MergeTable } from "./merge-table";

/** Above this many bytes the heap beats scanning (measured with bench/encode.bench.ts). */
const SHORT_PIECE_BYTES = 24;
/** Longer pieces are too rare to be worth keeping. */
const CACHED_PIECE_CHARACTERS = 64;
/** Characters of one cache generation: about 100,000 words. */
const PIECE_CACHE_CHARACTERS = 800_000;

interface PieceEncoderParts {
  readonly table: MergeTable;
  /** Id of each single byte. */
  readonly byteIds: Int32Array;
  /** Id of a whole piece, where the file says that whole pieces go before merges (`ignore_merges`). */
  readonly wholePiece: ((bytes: Uint8Array) => number | undefined) | null;
}

/** Encodes one piece of text, as the pre-tokenizer cuts it, by its bytes. Pieces repeat, so results are kept. */
export function createPieceEncoder(parts: PieceEncoderParts): (piece: string) => Int32Array {
  const utf8 = new TextEncoder();
  const cache = new BoundedCache<Int32Array>(PIECE_CACHE_CHARACTERS);
  const merge = (piece: string): Int32Array => {
    const bytes = utf8.encode(piece);
    const whole = parts.wholePiece?.(bytes);
    if (whole !== undefined) return Int32Array.of(whole);
    const ids = new Int32Array(bytes.length);
    let length = 0;
    for (const byte of bytes) ids[length++] = idAt(parts.byteIds, byte);
    return bytes.length <= SHORT_PIECE_BYTES
      ? mergeShortPiece(ids, parts.table)
      : mergeLongPiece(ids, parts.table);
  };
  return (piece) => {
    if (piece.length > CACHED_PIECE_CHARACTERS) return merge(piece);
    const held = cache.get(piece);
    if (held !== undefined) return held;
    const ids = merge(piece);
    cache.set(piece, ids, piece.length + 8);
    return ids;
  };
}
