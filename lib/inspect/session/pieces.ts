import type { TokenPiece } from "@/lib/core/tokens/piece-table";
import type { TokenPieces } from "@/lib/core/tokens/token-pieces";
import type { Vocabulary } from "@/lib/inspect/inspect-context";

/** What the distinct tokens of a range stand for; an id that the vocabulary does not hold has no bytes. */
export function pieceList(ids: Int32Array, model: Vocabulary): readonly TokenPiece[] {
  return Array.from(new Set(ids), (id) => ({
    id,
    bytes: model.tokenBytes(id),
    isSpecial: model.isSpecial(id),
  }));
}

/**
 * The same as JSON, for an answer that carries other things too. Bytes go out as base64, since a token can be part
 * of a character. Ids that the vocabulary does not hold are left out: the page shows them as numbers.
 */
export function pieces(ids: Int32Array, model: Vocabulary): TokenPieces {
  const known = pieceList(ids, model).filter(({ bytes }) => bytes.length > 0);
  return {
    tokenizer: model.name,
    bytes: Object.fromEntries(known.map(({ id, bytes }) => [id, Buffer.from(bytes).toString("base64")])),
    special: known.filter(({ isSpecial }) => isSpecial).map(({ id }) => id),
  };
}
