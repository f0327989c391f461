import type { TokenPiece } from "@/lib/core/tokens/piece-table";
import type { PieceReader } from "@/lib/core/tokens/token-text";

/**
 * What the server has said so far about a session's token ids. What an id stands for never changes, so that tokens
 * under another policy are drawn without asking again.
 */
export class KnownPieces implements PieceReader {
  readonly #pieces = new Map<number, TokenPiece>();

  /** Takes in an answer, which tells of every id asked for. */
  add(pieces: readonly TokenPiece[]): void {
    for (const piece of pieces) this.#pieces.set(piece.id, piece);
  }

  /** Whether all of these ids were asked for before. */
  has(ids: Int32Array): boolean {
    return ids.every((id) => this.#pieces.has(id));
  }

  bytes(id: number): Uint8Array | null {
    const bytes = this.#pieces.get(id)?.bytes;
    return bytes && bytes.length > 0 ? bytes : null;
  }

  isSpecial(id: number): boolean {
    return this.#pieces.get(id)?.isSpecial ?? false;
  }
}
