import type { TokenPieces } from "@/lib/core/view/token-pieces";

/**
 * What the server has said so far about a session's token ids. What an id stands for never changes, so that tokens
 * under another policy are drawn without asking again.
 */
export class KnownPieces {
  readonly #asked = new Set<number>();
  readonly #special = new Set<number>();
  readonly #bytes: Record<string, string> = {};
  #tokenizer = "";

  /** Takes in an answer. Ids it says nothing of are known to stand for nothing. */
  add(ids: Int32Array, pieces: TokenPieces): void {
    for (const id of ids) this.#asked.add(id);
    for (const id of pieces.special) this.#special.add(id);
    Object.assign(this.#bytes, pieces.bytes);
    this.#tokenizer = pieces.tokenizer;
  }

  /** What all of these ids stand for; null when one of them was never asked for. */
  of(ids: Int32Array): TokenPieces | null {
    if (!ids.every((id) => this.#asked.has(id))) return null;
    return { tokenizer: this.#tokenizer, bytes: this.#bytes, special: [...this.#special] };
  }
}
