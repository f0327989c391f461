import { opensCluster, splitsCluster } from "./grapheme-boundary";
import type { PieceReader, TokenText } from "./token-text";

/** A character has at most four bytes, so no run of tokens that makes one is longer. */
const LONGEST_SPLIT = 4;
/** Marks pile up without end; past this many tokens a glyph is drawn in pieces. */
const LONGEST_RUN = 24;

/** Tokens that make up text which cannot be cut between them. */
interface Unit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * What each token of a range stands for. A long sample repeats its tokens, so that each different one is kept once
 * and a token is a number that points to it.
 *
 * @example
 * // "中" is E4 B8 AD, sampled as two tokens, E4 B8 and AD
 * new TokenTexts(Int32Array.of(a, b), reader).at(0); // { kind: "part", character: "中", part: 1, of: 2, … }
 */
export class TokenTexts {
  /** Position in `distinct` of each token. */
  readonly index: Int32Array;
  /** The different texts, in order of their first occurrence. */
  readonly distinct: readonly TokenText[];

  constructor(ids: Int32Array, reader: PieceReader) {
    const builder = new TextsBuilder(ids, reader);
    this.index = builder.index;
    this.distinct = builder.distinct;
  }

  get length(): number {
    return this.index.length;
  }

  /** Undefined past the ends. */
  at(token: number): TokenText | undefined {
    return this.distinct[this.index[token] ?? -1];
  }

  slice(start: number, end: number): readonly TokenText[] {
    return Array.from(this.index.subarray(start, end), (at) => this.distinct[at]).filter(
      (text) => text !== undefined,
    );
  }
}

/** The same as a list, for a range short enough to be drawn whole. */
export function tokenTexts(ids: Int32Array, reader: PieceReader): readonly TokenText[] {
  return new TokenTexts(ids, reader).slice(0, ids.length);
}

class TextsBuilder {
  readonly index: Int32Array;
  readonly distinct: TokenText[] = [];
  readonly #ids: Int32Array;
  readonly #reader: PieceReader;
  /** By id, where its text stands in `distinct`; -1 for bytes that are no whole characters. */
  readonly #known = new Map<number, number>();
  /** By the ids of a run, where the texts of its parts begin. */
  readonly #runs = new Map<string, number>();
  /** By position in `distinct`, whether the text may continue what stands before it. */
  readonly #opens: boolean[] = [];

  constructor(ids: Int32Array, reader: PieceReader) {
    this.#ids = ids;
    this.#reader = reader;
    this.index = new Int32Array(ids.length);
    let last: Unit | null = null;
    for (let at = 0; at < ids.length; ) {
      const known = this.#wholeText(ids[at] ?? 0);
      if (known >= 0 && !this.#opens[known]) {
        // Nearly every token: one that stands by itself whatever is before it.
        this.index[at] = known;
        last = null;
        at++;
        continue;
      }
      const unit = known < 0 ? this.#split(at) : this.#unitOf(at, known);
      if (unit === null) {
        this.index[at] = this.#keep({ kind: "bytes", bytes: this.#reader.bytes(ids[at] ?? 0) ?? EMPTY });
        last = null;
        at++;
        continue;
      }
      last = this.#joined(last ?? this.#textBefore(at), unit);
      this.#place(last);
      at = unit.end;
    }
  }

  /** Where the text of a token that is whole characters stands; -1 when it is not. */
  #wholeText(id: number): number {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const text = wholeToken(id, this.#reader);
    const at = text === null ? -1 : this.#keep(text);
    this.#known.set(id, at);
    return at;
  }

  #keep(text: TokenText): number {
    this.#opens.push(text.kind === "text" && opensCluster(text.text));
    return this.distinct.push(text) - 1;
  }

  #unitOf(at: number, known: number): Unit {
    const text = this.distinct[known];
    return { start: at, end: at + 1, text: text?.kind === "text" ? text.text : "" };
  }

  /** The token before, where it is text that can be continued. */
  #textBefore(at: number): Unit | null {
    const before = at > 0 ? this.distinct[this.index[at - 1] ?? -1] : undefined;
    return before?.kind === "text" ? { start: at - 1, end: at, text: before.text } : null;
  }

  /** The shortest run from `at` that is whole characters; null if there is none. */
  #split(at: number): Unit | null {
    let bytes = this.#reader.bytes(this.#ids[at] ?? 0) ?? EMPTY;
    for (let end = at + 1; end < Math.min(this.#ids.length, at + LONGEST_SPLIT); end++) {
      const id = this.#ids[end] ?? 0;
      const next = this.#reader.isSpecial(id) ? null : this.#reader.bytes(id);
      if (!next) return null;
      bytes = join(bytes, next);
      const text = decodeWhole(bytes);
      if (text !== null) return { start: at, end: end + 1, text };
    }
    return null;
  }

  /** Both units as one where no glyph ends between them; else the second. */
  #joined(before: Unit | null, unit: Unit): Unit {
    if (!before || unit.end - before.start > LONGEST_RUN || !splitsCluster(before.text, unit.text))
      return unit;
    return { start: before.start, end: unit.end, text: before.text + unit.text };
  }

  #place({ start, end, text }: Unit): void {
    const of = end - start;
    if (of === 1) {
      this.index[start] = this.#wholeText(this.#ids[start] ?? 0);
      return;
    }
    const ids = this.#ids.subarray(start, end);
    const key = ids.join();
    let first = this.#runs.get(key);
    if (first === undefined) {
      first = this.distinct.length;
      this.#runs.set(key, first);
      ids.forEach((id, at) => {
        this.#keep({
          kind: "part",
          bytes: this.#reader.bytes(id) ?? EMPTY,
          character: text,
          part: at + 1,
          of,
        });
      });
    }
    for (let part = 0; part < of; part++) this.index[start + part] = first + part;
  }
}

const EMPTY = new Uint8Array(0);

/** The text of a token that stands for itself; null when its bytes are no whole characters. */
function wholeToken(id: number, reader: PieceReader): TokenText | null {
  const bytes = reader.bytes(id);
  if (!bytes) return { kind: "unknown", id };
  const text = decodeWhole(bytes);
  if (reader.isSpecial(id)) return { kind: "special", name: text ?? `#${id}` };
  return text === null ? null : { kind: "text", text };
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeWhole(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

function join(left: Uint8Array, right: Uint8Array): Uint8Array {
  const joined = new Uint8Array(left.length + right.length);
  joined.set(left);
  joined.set(right, left.length);
  return joined;
}
