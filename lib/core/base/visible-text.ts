/**
 * Characters that are not seen, or that turn and hide the text around them. Tabs and line breaks do neither; the
 * joiners are part of emoji and of some scripts' words, and the tags of a flag, after the flag, of its picture.
 */
const UNSEEN = /\u{1f3f4}[\u{e0020}-\u{e007f}]+|(?![\t\n\r\u200c]|\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text as it is, but that no character of it acts on the page: a right-to-left override, a zero-width space and a
 * control character are written as their code points.
 *
 * @example
 * visibleText("rm \u202egpj.exe"); // "rm ⟨U+202E⟩gpj.exe"
 */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, (found) => (found.length > 2 ? found : codePointMark(found)));
}

/** The mark that stands for a character: `⟨U+202E⟩`. */
export function codePointMark(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
