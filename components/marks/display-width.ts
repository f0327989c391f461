import stringWidth from "string-width";

/** Escape sequences of a terminal are text here: each of their characters is drawn. */
const OPTIONS = { countAnsiEscapeCodes: true };

/**
 * Cells that a text takes on a monospace grid, by grapheme cluster. East Asian wide and full-width forms take two, and
 * so does an emoji of however many code points. What only modifies the character before it takes none.
 *
 * @example
 * displayWidth("ab"); // 2
 * displayWidth("中"); // 2
 * displayWidth("e\u0301"); // 1: the accent stands on the e
 * displayWidth("👩‍💻"); // 2: three code points, one glyph
 */
export function displayWidth(text: string): number {
  return stringWidth(text, OPTIONS);
}
