import { createByteLevelTokenizer } from "./byte-level-tokenizer";
import { createGeneralTokenizer } from "./general-tokenizer";
import type { Tokenizer } from "./tokenizer";
import type { TokenizerFile } from "./tokenizer-file";

/** The project's own encoder where the file is of its kind, the general library otherwise. */
export function createTokenizer(file: TokenizerFile, configuration: object): Tokenizer {
  return createByteLevelTokenizer(file) ?? createGeneralTokenizer(file, configuration);
}
