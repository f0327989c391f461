import type { TokenText } from "@/lib/core/view/token-text";
import { showBytes, showText } from "../tokens/show-text";

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
      return withGround(
        mode === "exact" ? showGlyphs(text.character) : text.character.replace(/[\r\n]/g, ""),
      );
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
  return text
    .replace(/\r?\n/g, "")
    .replaceAll("\t", "  ")
    .replace(UNSEEN, (character) => `⟨${codePoint(character)}⟩`);
}

/** White space made visible; joiners stay, since they make the glyph. */
function showGlyphs(text: string): string {
  return text.replace(/\s/g, showText);
}

function withGround(label: string): string {
  return /^\p{M}/u.test(label) ? PLACEHOLDER + label : label;
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, "0");
}
