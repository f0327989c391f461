const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const OPEN_OBJECT = 0x7b;

/**
 * Counts the values of a JSON text as its bytes arrive, piece by piece. What a body costs is what it holds, not how
 * long it is: 60 MB of text are read in a moment, 60 MB of small numbers take seconds and gigabytes.
 */
export class ValueCount {
  #count = 1;
  #isInText = false;
  #isEscaped = false;

  /** How many values the text has so far; of a text that is no JSON, some number. */
  get values(): number {
    return this.#count;
  }

  add(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; at++) {
      if (this.#isInText) at = this.#skipText(piece, at);
      else if (piece[at] === QUOTE) this.#isInText = true;
      else if (piece[at] === COMMA || piece[at] === OPEN_LIST || piece[at] === OPEN_OBJECT) this.#count++;
    }
  }

  /** Goes on to where the text ends, or to the end of the piece. */
  #skipText(piece: Uint8Array, from: number): number {
    for (let at = from; at < piece.length; at++) {
      const byte = piece[at];
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) {
        this.#isInText = false;
        return at;
      }
    }
    return piece.length;
  }
}
