import type { Random } from "./random";
import type { SimVocabulary } from "./vocabulary";

/**
 * How an answer's text becomes ids. `plain`: as the tokenizer itself would write it. `odd`: with pieces that the
 * tokenizer would not have chosen; models do sample those. `odd_end`: plain but for its last word, spelled in bytes.
 * `bytes`: one id per byte. `mixed`: one of these at random.
 */
export type Tokenisation = "plain" | "odd" | "odd_end" | "bytes" | "mixed";

/** Longest piece that is tried, in bytes. */
const LONGEST_PIECE = 24;

/** How often an odd answer takes another piece than the longest that fits. */
const ODDNESS = 0.15;

/** Qwen's pre-tokenizer, with its case-insensitive group written out. */
const PIECES =
  /'(?:[sS]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu;

const WORD = /\p{L}{2}/u;
const WORDS = /\p{L}{2,}/gu;

/**
 * Turns a scripted answer into ids the way a sampler might have drawn them. Markup such as `<tool_call>` is one
 * token in every tokenisation; names of special tokens are ordinary text.
 *
 * @example
 * tokeniseAnswer("Hello", "bytes", vocabulary, random); // [39, 68, 75, 75, 78]: one id per byte
 */
export function tokeniseAnswer(
  text: string,
  tokenisation: Tokenisation,
  vocabulary: SimVocabulary,
  random: Random,
): number[] {
  if (tokenisation === "odd_end") return tokeniseWithOddEnd(text, vocabulary, random);
  const mode = tokenisation === "mixed" ? drawMode(random) : tokenisation;
  const ids: number[] = [];
  for (const part of splitAtMarkup(text, vocabulary)) {
    const markup = vocabulary.markup.get(part);
    if (markup !== undefined) ids.push(markup);
    else ids.push(...tokenisePart(part, mode, vocabulary, random));
  }
  if (mode !== "odd") return ids;
  const plain = tokeniseAnswer(text, "plain", vocabulary, random);
  const asPlain = plain.length === ids.length && plain.every((id, i) => id === ids[i]);
  return asPlain ? tokeniseAnswer(text, "bytes", vocabulary, random) : ids;
}

/** The ids with each banned one spelled in bytes, as a sampler goes round a token that it may not draw. */
export function withoutBanned(
  ids: readonly number[],
  banned: ReadonlySet<number>,
  vocabulary: SimVocabulary,
): number[] {
  return ids.flatMap((id) => {
    if (!banned.has(id)) return [id];
    const symbols = Array.from(vocabulary.toSymbols(vocabulary.decode([id])));
    return symbols.map((symbol) => pieceId(symbol, vocabulary)).filter((piece) => !banned.has(piece));
  });
}

/** Everything plain, but the last word in bytes, so that a re-encoding differs there and nowhere before. */
function tokeniseWithOddEnd(text: string, vocabulary: SimVocabulary, random: Random): number[] {
  const parts = splitAtMarkup(text, vocabulary);
  const lastWord = parts.findLastIndex((part) => !vocabulary.markup.has(part) && WORD.test(part));
  return parts.flatMap((part, i) => {
    const plain = (piece: string) => tokeniseAnswer(piece, "plain", vocabulary, random);
    const word = i === lastWord ? Array.from(part.matchAll(WORDS)).at(-1) : undefined;
    if (word === undefined) return plain(part);
    const end = word.index + word[0].length;
    const bytes = tokenisePart(word[0], "bytes", vocabulary, random);
    return [...plain(part.slice(0, word.index)), ...bytes, ...plain(part.slice(end))];
  });
}

function drawMode(random: Random): "plain" | "odd" | "bytes" {
  const draw = random();
  return draw < 0.5 ? "plain" : draw < 0.97 ? "odd" : "bytes";
}

function splitAtMarkup(text: string, vocabulary: SimVocabulary): string[] {
  const names = Array.from(vocabulary.markup.keys(), (name) => name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  if (names.length === 0) return [text];
  return text.split(new RegExp(`(${names.join("|")})`, "u")).filter((part) => part !== "");
}

function tokenisePart(
  text: string,
  mode: "plain" | "odd" | "bytes",
  vocabulary: SimVocabulary,
  random: Random,
): number[] {
  switch (mode) {
    case "plain":
      return (text.match(PIECES) ?? []).flatMap((piece) =>
        mergePiece(vocabulary.toSymbols(piece), vocabulary),
      );
    case "odd":
      return walk(vocabulary.toSymbols(text), vocabulary, random);
    case "bytes":
      return Array.from(vocabulary.toSymbols(text), (symbol) => pieceId(symbol, vocabulary));
    default:
      return mode satisfies never;
  }
}

/** Byte-pair merging by the letter of its definition: always the pair of the lowest rank, leftmost first. */
function mergePiece(symbols: string, vocabulary: SimVocabulary): number[] {
  const parts = Array.from(symbols);
  for (;;) {
    let best = -1;
    let bestRank = Number.POSITIVE_INFINITY;
    for (let i = 0; i + 1 < parts.length; i++) {
      const rank = vocabulary.mergeRanks.get(`${parts[i]} ${parts[i + 1]}`);
      if (rank !== undefined && rank < bestRank) {
        best = i;
        bestRank = rank;
      }
    }
    if (best < 0) return parts.map((part) => pieceId(part, vocabulary));
    parts.splice(best, 2, `${parts[best]}${parts[best + 1]}`);
  }
}

/** From left to right, mostly the longest piece that fits, sometimes any other. */
function walk(symbols: string, vocabulary: SimVocabulary, random: Random): number[] {
  const ids: number[] = [];
  let at = 0;
  while (at < symbols.length) {
    const fitting: string[] = [];
    for (let length = 1; length <= LONGEST_PIECE && at + length <= symbols.length; length++) {
      const piece = symbols.slice(at, at + length);
      if (vocabulary.pieceIds.has(piece)) fitting.push(piece);
    }
    const pick = random() < ODDNESS ? Math.floor(random() * fitting.length) : fitting.length - 1;
    const piece = fitting[pick] ?? symbols.slice(at, at + 1);
    ids.push(pieceId(piece, vocabulary));
    at += piece.length;
  }
  return ids;
}

function pieceId(piece: string, vocabulary: SimVocabulary): number {
  const id = vocabulary.pieceIds.get(piece);
  if (id === undefined) throw new Error(`The vocabulary has no piece ${JSON.stringify(piece)}.`);
  return id;
}
