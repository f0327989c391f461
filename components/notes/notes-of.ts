import type { Annotation } from "@/lib/core/annotations/annotation";

/** Sampled tokens `[start, end)` of a turn. */
export interface NotedTokens {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The notes of a message: of itself, of the turn that sampled it, and of tokens of that turn.
 *
 * @param message its node's id, and its turn; null where nobody sampled it.
 */
export function notesOfMessage(
  notes: readonly Annotation[],
  message: { readonly id: string; readonly turn: number | null },
): readonly Annotation[] {
  return notes.filter(({ target }) => {
    if (target.on === "node") return target.node === message.id;
    if (target.on === "turn" || target.on === "range") return target.turn === message.turn;
    return false;
  });
}

/**
 * The notes of a stretch of tokens that lie on any of them.
 *
 * @example
 * notesOfTokens(notes, { turn: 2, start: 4, end: 9 });
 */
export function notesOfTokens(
  notes: readonly Annotation[],
  { turn, start, end }: NotedTokens,
): readonly Annotation[] {
  return notes.filter(
    ({ target }) =>
      target.on === "range" &&
      target.turn === turn &&
      target.start < end &&
      target.start + target.length > start,
  );
}
