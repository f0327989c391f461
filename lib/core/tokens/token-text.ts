/** A token's text as the page shows it, honest about bytes. */
export type TokenText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "special"; readonly name: string }
  /** Part of a glyph: the bytes of this token, and the text that the run of tokens makes. */
  | {
      readonly kind: "part";
      readonly bytes: Uint8Array;
      readonly character: string;
      readonly part: number;
      readonly of: number;
    }
  /** Bytes that are no character, alone or with their neighbours. */
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  /** The vocabulary does not hold this id, or no tokenizer is known. */
  | { readonly kind: "unknown"; readonly id: number };

/** How the page finds out what an id stands for. */
export interface PieceReader {
  /** The bytes of a token, null when unknown. */
  bytes(id: number): Uint8Array | null;
  isSpecial(id: number): boolean;
}
