import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at } from "@/lib/core/base/at";
import { BYTE_ALPHABET } from "@/lib/text/tokenizer/byte-alphabet";

const PATTERN =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

/** Words that are worth a few merges, so that tokens of a small tokenizer are longer than a byte too. */
const MERGED_WORDS = ["the", "user", "assistant", "system", "tool", "hello", "\n\n", "  "];

export interface SmallModel {
  /** Names of added tokens that are special. */
  readonly specials: readonly string[];
  /** Names of added tokens that are not. */
  readonly plain?: readonly string[];
  readonly template: string | null;
  readonly configuration?: object;
}

function spelledWords(): string[][] {
  const utf8 = new TextEncoder();
  return MERGED_WORDS.map((word) => Array.from(utf8.encode(word), (byte) => at(BYTE_ALPHABET, byte)));
}

/** A byte-level tokenizer.json of 256 bytes, a few merges, and a family's added tokens. */
export function smallTokenizerFile({ specials, plain = [] }: SmallModel): object {
  const vocab: Record<string, number> = {};
  for (const character of BYTE_ALPHABET) vocab[character] = Object.keys(vocab).length;
  const merges: string[] = [];
  for (const word of spelledWords()) {
    let left = word[0];
    for (const right of word.slice(1)) {
      if (vocab[left + right] === undefined) {
        merges.push(`${left} ${right}`);
        vocab[left + right] = Object.keys(vocab).length;
      }
      left += right;
    }
  }
  const first = Object.keys(vocab).length;
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: false, use_regex: false };
  return {
    version: "1.0",
    added_tokens: [...specials, ...plain].map((content, i) => ({
      id: first + i,
      content,
      special: i < specials.length,
      lstrip: false,
      rstrip: false,
      normalized: false,
      single_word: false,
    })),
    normalizer: { type: "NFC" },
    pre_tokenizer: {
      type: "Sequence",
      pretokenizers: [
        { type: "Split", pattern: { Regex: PATTERN }, behavior: "Isolated", invert: false },
        byteLevel,
      ],
    },
    post_processor: byteLevel,
    decoder: byteLevel,
    model: { type: "BPE", dropout: null, vocab, merges },
  };
}

/** Writes a small model's folder, which is the caller's to remove. */
export async function writeModelFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "turntree-model-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** Writes a small model's folder and gives its path to `use`; the folder is gone afterwards. */
export async function withModelFolder<Result>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await writeModelFolder(files);
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The files of a small model's folder, by name. */
export function smallModelFiles(model: SmallModel): Record<string, string> {
  return {
    "tokenizer.json": JSON.stringify(smallTokenizerFile(model)),
    "tokenizer_config.json": JSON.stringify(model.configuration ?? {}),
    ...(model.template === null ? {} : { "chat_template.jinja": model.template }),
  };
}
