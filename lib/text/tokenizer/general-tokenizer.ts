import { Tokenizer as GeneralTokenizer } from "@huggingface/tokenizers";
import { readVocabulary } from "./read-vocabulary";
import { bytesOfSpelling } from "./spelled-bytes";
import type { Tokenizer } from "./tokenizer";
import type { TokenizerFile } from "./tokenizer-file";

const NONE = new Uint8Array(0);
const BYTE_TOKEN = /^<0x([0-9A-F]{2})>$/;

/** How a vocabulary spells the text of a token, told by the decoders that the file names. */
function tokenSpelling(file: TokenizerFile): (token: string) => Uint8Array {
  const utf8 = new TextEncoder();
  const decoders = JSON.stringify(file.decoder ?? {});
  if (decoders.includes('"ByteLevel"')) return (token) => bytesOfSpelling(token) ?? utf8.encode(token);
  if (!decoders.includes('"ByteFallback"') && !decoders.includes('"Metaspace"')) {
    return (token) => utf8.encode(token);
  }
  return (token) => {
    const [, byte] = BYTE_TOKEN.exec(token) ?? [];
    return byte ? Uint8Array.of(Number.parseInt(byte, 16)) : utf8.encode(token.replaceAll("▁", " "));
  };
}

/**
 * A tokenizer of any kind, by the general library. Special tokens are left out of what it splits at, so that their
 * names in text are data, as everywhere.
 *
 * @param configuration The content of tokenizer_config.json.
 */
export function createGeneralTokenizer(file: TokenizerFile, configuration: object): Tokenizer {
  const plain = { ...file, added_tokens: file.added_tokens.filter((token) => !token.special) };
  const library = new GeneralTokenizer(plain, configuration);
  const spelling = tokenSpelling(file);
  const utf8 = new TextEncoder();
  const table: (Uint8Array | undefined)[] = [];
  for (const [token, id] of readVocabulary(file)) table[id] = spelling(token);
  for (const token of file.added_tokens) table[token.id] = utf8.encode(token.content);
  return {
    kind: "general",
    vocabularySize: table.length,
    addedTokens: file.added_tokens,
    encodeText: (text) => Int32Array.from(library.encode(text, { add_special_tokens: false }).ids),
    normalise: (text) => text,
    tokenBytes: (id) => table[id] ?? NONE,
  };
}
