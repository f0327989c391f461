import { codePointMark } from "@/lib/core/base/visible-text";
import type { TokenText } from "@/lib/core/tokens/token-text";
import { showBytes, showText } from "./show-text";

/** How the tokens' text is written: as it reads, with its white space visible, or as ids. */
export type TextMode = "rendered" | "exact" | "ids";

/** Characters that would not be seen, or that would turn the text around them: C0, C1 and format characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** A mark with nothing to stand on is drawn on this. */
const PLACEHOLDER = "\u25cc";

/** What is written for a token's text. */
export function tokenLabel(text: TokenText, mode: Exclude<TextMode, "ids">): string {
  switch (text.kind) {
    case "text":
      return withGround(mode === "exact" ? showText(text.text) : renderedText(text.text));
    case "special":
      return `⟨${text.name.replace(/^<\|?(.*?)\|?>$/, "$1")}⟩`;
    case "part":
      if (text.part > 1) return "";
      return withGround(glyphText(text.character, mode));
    case "bytes":
      return `⟨${showBytes(text.bytes)}⟩`;
    case "unknown":
      return `#${text.id} `;
    default:
      return text satisfies never;
  }
}

/** Whether a line ends with this token. */
export function endsLine(text: TokenText): boolean {
  switch (text.kind) {
    case "text":
      return text.text.includes("\n");
    case "part":
      return text.part === text.of && text.character.includes("\n");
    default:
      return false;
  }
}

function renderedText(text: string): string {
  return text.replace(/\r?\n/g, "").replaceAll("\t", "  ").replace(UNSEEN, codePointMark);
}

/** What makes one glyph of several characters: the joiner, and the tags of a flag. */
const JOINS = /[\u200d\u{e0020}-\u{e007f}]/u;

/** A glyph of several tokens: what would not be seen, or would turn the text around it, by its code point. */
function glyphText(text: string, mode: Exclude<TextMode, "ids">): string {
  const spaced = mode === "exact" ? text.replace(/\s/g, showText) : text.replace(/[\r\n]/g, "");
  return spaced.replace(UNSEEN, (character) =>
    JOINS.test(character) ? character : codePointMark(character),
  );
}

function withGround(label: string): string {
  return /^\p{M}/u.test(label) ? PLACEHOLDER + label : label;
}
