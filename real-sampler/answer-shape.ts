import type { SimVocabulary } from "@/scenarios/sim/vocabulary";

/** A stretch of an answer: text that must stand there, in whatever tokens, or a number of tokens to talk in. */
export type AnswerPart =
  | { readonly type: "literal"; readonly text: string }
  | { readonly type: "free"; readonly tokens: number };

/** Symbols that would end or escape a JSON string: the quote, the backslash, and control bytes. */
const BREAKS_JSON = /["\\\u0100-\u0120\u0121]/;

/**
 * Follows an answer through its parts: which tokens may come next. A literal may be spelled in any pieces, except
 * that markup such as `<tool_call>` is its own token. So the model itself chooses how a tool call is tokenised.
 */
export class AnswerShape {
  readonly #vocabulary: SimVocabulary;
  #parts: readonly AnswerPart[];
  /** Of the first part: symbols or markup still to come. */
  #rest: string[] = [];
  #left = 0;

  constructor(parts: readonly AnswerPart[], vocabulary: SimVocabulary) {
    this.#vocabulary = vocabulary;
    this.#parts = parts;
    this.#enter();
  }

  get over(): boolean {
    return this.#parts.length === 0;
  }

  allows(id: number): boolean {
    const piece = this.#vocabulary.pieceOf(id);
    const [next] = this.#rest;
    if (next === undefined) return piece !== "" && !BREAKS_JSON.test(piece);
    const markup = this.#vocabulary.markup.get(next);
    return markup === undefined ? piece !== "" && next.startsWith(piece) : id === markup;
  }

  take(id: number): void {
    const [next] = this.#rest;
    if (next === undefined) this.#left--;
    else {
      const piece = this.#vocabulary.pieceOf(id);
      const left = this.#vocabulary.markup.has(next) ? "" : next.slice(piece.length);
      this.#rest = left === "" ? this.#rest.slice(1) : [left, ...this.#rest.slice(1)];
    }
    if (this.#rest.length > 0 || this.#left > 0) return;
    this.#parts = this.#parts.slice(1);
    this.#enter();
  }

  #enter(): void {
    const [part] = this.#parts;
    if (part?.type === "free") this.#left = part.tokens;
    if (part?.type !== "literal") return;
    this.#rest = part.text
      .split(/(<\/?tool_call>)/)
      .filter((text) => text !== "")
      .map((text) => (this.#vocabulary.markup.has(text) ? text : this.#vocabulary.toSymbols(text)));
  }
}
