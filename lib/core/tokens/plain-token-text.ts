import type { TokenText } from "./token-text";

/** What a token adds to the text, a glyph of several with the first of them; null where it is no text. */
export function plainTokenText(text: TokenText): string | null {
  switch (text.kind) {
    case "text":
      return text.text;
    case "special":
      return text.name;
    case "part":
      return text.part === 1 ? text.character : "";
    case "bytes":
    case "unknown":
      return null;
    default:
      return text satisfies never;
  }
}
