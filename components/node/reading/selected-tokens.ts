import type { TokenRange } from "@/components/marks/token-range";

/** How many characters of the text each token of a message has. */
export type TokenLengths = (token: number) => number;

/**
 * The token of a piece of text at a character; the one after the piece where the character is past its end, and the one
 * before it where the character is before its start.
 *
 * @example
 * tokenAtCharacter({ start: 4, end: 6 }, 3, () => 2); // 5: each token has two characters
 */
export function tokenAtCharacter(
  { start, end }: TokenRange,
  character: number,
  lengthOf: TokenLengths,
): number {
  if (character < 0) return start - 1;
  let left = character;
  for (let at = start; at < end; at++) {
    left -= lengthOf(at);
    if (left < 0) return at;
  }
  return end;
}

/** The tokens that the reader marked with the pointer, whole ones; null where none is marked inside the text. */
export function markedTokens(text: HTMLElement, lengthOf: TokenLengths): TokenRange | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const pieces = Array.from(text.querySelectorAll<HTMLElement>("[data-from]")).filter((piece) =>
    range.intersectsNode(piece),
  );
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last) return null;
  const start = first.contains(range.startContainer)
    ? tokenAtCharacter(tokensOf(first), range.startOffset, lengthOf)
    : tokensOf(first).start;
  const end = last.contains(range.endContainer)
    ? tokenAtCharacter(tokensOf(last), range.endOffset - 1, lengthOf) + 1
    : tokensOf(last).end;
  return end > start ? { start, end } : null;
}

/** The token that was pressed; null where none was. */
export function pressedToken(target: EventTarget | null, x: number, lengthOf: TokenLengths): number | null {
  const piece = target instanceof Element ? target.closest<HTMLElement>("[data-from]") : null;
  if (piece === null) return null;
  const { start, end } = tokensOf(piece);
  const selection = window.getSelection();
  const node = selection?.anchorNode ?? null;
  if (!selection || node === null || !piece.contains(node)) return start;
  // The caret goes to the nearer side of a character: the one before it may be the one that was pressed.
  const { anchorOffset: after } = selection;
  const isBefore =
    after > 0 && characterBox(node, after - 1).some(({ left, right }) => left <= x && x < right);
  const token = tokenAtCharacter({ start, end }, isBefore ? after - 1 : after, lengthOf);
  return Math.min(end - 1, Math.max(start, token));
}

function characterBox(node: Node, at: number): readonly DOMRect[] {
  const range = document.createRange();
  range.setStart(node, at);
  range.setEnd(node, at + 1);
  return Array.from(range.getClientRects());
}

function tokensOf({ dataset }: HTMLElement): TokenRange {
  return { start: Number(dataset.from), end: Number(dataset.to) };
}
