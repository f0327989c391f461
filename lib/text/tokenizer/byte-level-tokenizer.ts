import { BYTE_ALPHABET } from "./byte-alphabet";
import { byteLevelKind } from "./byte-level-kind";
import { IdBuffer } from "./id-buffer";
import { createMergeTable, type Merge } from "./merge-table";
import { normaliseNfc } from "./normalise-nfc";
import { createPieceEncoder } from "./piece-encoder";
import { readVocabulary } from "./read-vocabulary";
import { bytesOfSpelling, spellBytes } from "./spelled-bytes";
import { tokenPattern } from "./token-pattern";
import type { Tokenizer } from "./tokenizer";
import type { TokenizerFile } from "./tokenizer-file";

const LONE_SURROGATE = /\p{Surrogate}/gu;
const NONE = new Uint8Array(0);

function readMerges(file: TokenizerFile, vocabulary: ReadonlyMap<string, number>): readonly Merge[] | null {
  const merges: Merge[] = [];
  for (const entry of file.model.merges ?? []) {
    const pair: unknown = typeof entry === "string" ? entry.split(" ") : entry;
    if (!Array.isArray(pair) || pair.length !== 2) return null;
    const left = vocabulary.get(pair[0]);
    const right = vocabulary.get(pair[1]);
    const merged = vocabulary.get(`${pair[0]}${pair[1]}`);
    if (left === undefined || right === undefined || merged === undefined) return null;
    merges.push({ left, right, merged });
  }
  return merges;
}

/** Cuts text by each pattern in turn; what lies between two matches is a piece too. */
function cut(text: string, patterns: readonly RegExp[], depth: number, take: (piece: string) => void): void {
  const pattern = patterns[depth];
  if (pattern === undefined) {
    take(text);
    return;
  }
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0] === "") continue;
    if (match.index > end) cut(text.slice(end, match.index), patterns, depth + 1, take);
    cut(match[0], patterns, depth + 1, take);
    end = match.index + match[0].length;
  }
  if (end < text.length) cut(text.slice(end), patterns, depth + 1, take);
}

/** Names of added tokens and the text between them; nothing merges or composes across a name. */
function* stretches(text: string, names: RegExp | null): Generator<{ stretch: string; isToken: boolean }> {
  const wellFormed = text.replace(LONE_SURROGATE, "\ufffd");
  let end = 0;
  for (const match of names ? wellFormed.matchAll(names) : []) {
    if (match.index > end) yield { stretch: wellFormed.slice(end, match.index), isToken: false };
    yield { stretch: match[0], isToken: true };
    end = match.index + match[0].length;
  }
  if (end < wellFormed.length) yield { stretch: wellFormed.slice(end), isToken: false };
}

/**
 * The project's own encoder for byte-level BPE files, exact to the id. General libraries take 10 to 20 times as long
 * (`npm run bench -- encode`), which would block the process on a long prompt. Null when the file is of another kind.
 */
export function createByteLevelTokenizer(file: TokenizerFile): Tokenizer | null {
  const kind = byteLevelKind(file);
  if (kind === null) return null;
  const vocabulary = readVocabulary(file);
  const byteIds = Int32Array.from(BYTE_ALPHABET, (character) => vocabulary.get(character) ?? -1);
  const merges = readMerges(file, vocabulary);
  if (merges === null || byteIds.includes(-1)) return null;
  const encodePiece = createPieceEncoder({
    table: createMergeTable(merges),
    byteIds,
    wholePiece: file.model.ignore_merges ? (bytes) => vocabulary.get(spellBytes(bytes)) : null,
  });
  const plainTokens = file.added_tokens.filter((token) => !token.special);
  const plainIds = new Map(plainTokens.map((token) => [token.content, token.id]));
  const plainPattern = tokenPattern(plainTokens, false);
  const normalised = (stretch: string): string => (kind.normaliseNfc ? normaliseNfc(stretch) : stretch);
  const table = byteTable(file, vocabulary);
  return {
    kind: "byte-level",
    vocabularySize: table.length,
    addedTokens: file.added_tokens,
    encodeText(text) {
      const into = new IdBuffer();
      for (const { stretch, isToken } of stretches(text, plainPattern)) {
        if (isToken) into.push(plainIds.get(stretch) ?? -1);
        else cut(normalised(stretch), kind.patterns, 0, (piece) => into.append(encodePiece(piece)));
      }
      return into.toArray();
    },
    normalise(text) {
      let spelled = "";
      for (const { stretch, isToken } of stretches(text, plainPattern)) {
        spelled += isToken ? stretch : normalised(stretch);
      }
      return spelled;
    },
    tokenBytes: (id) => table[id] ?? NONE,
  };
}

function byteTable(file: TokenizerFile, vocabulary: ReadonlyMap<string, number>): (Uint8Array | undefined)[] {
  const utf8 = new TextEncoder();
  const table: (Uint8Array | undefined)[] = [];
  for (const [token, id] of vocabulary) table[id] = bytesOfSpelling(token) ?? utf8.encode(token);
  for (const token of file.added_tokens) table[token.id] = utf8.encode(token.content);
  return table;
}
