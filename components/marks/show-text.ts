import { codePointMark } from "@/lib/core/base/visible-text";

/** Characters that would not be seen, and the marks that stand for them. */
const MARKS: Readonly<Record<string, string>> = { " ": "·", "\t": "⇥", "\n": "⏎", "\r": "␍", "\u00a0": "⍽" };

/**
 * Text with its white space made visible; control and format characters as their code points.
 *
 * @example
 * showText("a b\n"); // "a·b⏎"
 */
export function showText(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}]/gu, (character) => MARKS[character] ?? codePointMark(character));
}

/** Bytes in hexadecimal: `E2 80`. */
export function showBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");
}
