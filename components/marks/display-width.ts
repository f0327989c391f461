import stringWidth from "string-width";

/** Escape sequences of a terminal are text here: each of their characters is drawn. */
const OPTIONS = { countAnsiEscapeCodes: true };

/**
 * Cells that a text takes on a monospace grid, by grapheme cluster: two for East Asian wide and full-width forms and
 * for an emoji however many code points it is made of, none for what only modifies what it stands on.
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
