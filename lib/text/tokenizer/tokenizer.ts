import type { AddedToken } from "./added-token";

/** From text to token ids and back, without any notion of messages. */
export interface Tokenizer {
  /** Which implementation it is: the project's own encoder, or the general library. */
  readonly kind: "byte-level" | "general";
  /** One more than the largest id. */
  readonly vocabularySize: number;
  readonly addedTokens: readonly AddedToken[];
  /**
   * Encodes text in which the name of a special token is plain text. Added tokens that are not special
   * (`<think>`) are tokens.
   */
  encodeText(text: string): Int32Array;
  /** The text that the ids of `encodeText(text)` spell, found without encoding it. */
  normalise(text: string): string;
  /** The bytes of a token, an added token's being its name; empty when the id is not in the vocabulary. */
  tokenBytes(id: number): Uint8Array;
}
