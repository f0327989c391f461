/** A token's text as the page shows it, honest about bytes. */
export type TokenText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "special"; readonly name: string }
  /** Part of a character: the bytes of this token, and the character that the run of tokens makes. */
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

/** A character has at most four bytes, so no run is longer. */
const LONGEST_RUN = 4;

/**
 * Texts of a run of tokens. A token that is part of a character says which bytes it is and of what character.
 *
 * @example
 * // "中" is E4 B8 AD, sampled as two tokens, E4 B8 and AD
 * tokenTexts([a, b], reader); // [{ kind: "part", character: "中", part: 1, of: 2, … }, { … part: 2 }]
 */
export function tokenTexts(ids: Int32Array, reader: PieceReader): readonly TokenText[] {
  const texts: TokenText[] = [];
  // A long sample repeats its tokens, and decoding what is no whole character costs an exception each time.
  const whole = new Map<number, TokenText | Uint8Array>();
  while (texts.length < ids.length) {
    const at = texts.length;
    const id = ids[at] ?? 0;
    const known = whole.get(id) ?? wholeToken(id, reader);
    whole.set(id, known);
    if (known instanceof Uint8Array) texts.push(...partsFrom(ids, at, known, reader));
    else texts.push(known);
  }
  return texts;
}

/** A token that stands for itself; its bytes when they are no whole characters. */
function wholeToken(id: number, reader: PieceReader): TokenText | Uint8Array {
  const bytes = reader.bytes(id);
  if (!bytes) return { kind: "unknown", id };
  const text = decodeWhole(bytes);
  if (reader.isSpecial(id)) return { kind: "special", name: text ?? `#${id}` };
  return text === null ? bytes : { kind: "text", text };
}

/** The shortest run from `at` that is whole characters; the token's own bytes if there is none. */
function partsFrom(
  ids: Int32Array,
  at: number,
  first: Uint8Array,
  reader: PieceReader,
): readonly TokenText[] {
  const run = [first];
  while (run.length < LONGEST_RUN && at + run.length < ids.length) {
    const id = ids[at + run.length] ?? 0;
    const next = reader.isSpecial(id) ? null : reader.bytes(id);
    if (!next) break;
    run.push(next);
    const character = decodeWhole(join(run));
    if (character !== null) {
      return run.map((bytes, part) => ({ kind: "part", bytes, character, part: part + 1, of: run.length }));
    }
  }
  return [{ kind: "bytes", bytes: first }];
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeWhole(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

function join(run: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(run.reduce((length, bytes) => length + bytes.length, 0));
  let at = 0;
  for (const bytes of run) {
    joined.set(bytes, at);
    at += bytes.length;
  }
  return joined;
}
