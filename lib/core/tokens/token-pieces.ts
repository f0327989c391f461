/** What token ids stand for, as JSON: a part of answers that carry other things too. */
export interface TokenPieces {
  readonly tokenizer: string;
  /** Base64 of each token's bytes, by id; a special token's are its name. */
  readonly bytes: Readonly<Record<string, string>>;
  /** Which of them are special tokens. */
  readonly special: readonly number[];
}
