import type { TokenPieces } from "@/lib/core/view/token-pieces";
import type { LanguageModel } from "@/lib/text/language-model";

/**
 * What the distinct tokens of a range stand for. Bytes go out as base64, since a token can be part of a character.
 * Ids that the vocabulary does not hold are left out: the page shows them as numbers.
 */
export function pieces(
  ids: Int32Array,
  model: Pick<LanguageModel, "tokenBytes" | "isSpecial" | "name">,
): TokenPieces {
  const bytes: Record<string, string> = {};
  const special: number[] = [];
  for (const id of new Set(ids)) {
    const piece = model.tokenBytes(id);
    if (piece.length === 0) continue;
    bytes[id] = Buffer.from(piece).toString("base64");
    if (model.isSpecial(id)) special.push(id);
  }
  return { tokenizer: model.name, bytes, special };
}
