import type { TokenPieces } from "@/lib/core/tokens/token-pieces";
import type { PieceReader } from "@/lib/core/tokens/token-text";

/** Reads pieces as the server sends them. */
export function pieceReader(pieces: TokenPieces): PieceReader {
  const special = new Set(pieces.special);
  const known = new Map<number, Uint8Array>();
  return {
    isSpecial: (id) => special.has(id),
    bytes(id) {
      const kept = known.get(id);
      if (kept) return kept;
      const base64 = pieces.bytes[id];
      if (base64 === undefined) return null;
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      known.set(id, bytes);
      return bytes;
    },
  };
}
