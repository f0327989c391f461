// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/**
 * A text with its control characters spelled out, so that foreign words begin no line of a log and move no cursor.
 *
 * @example
 * oneLine("fine\n2026 GET / 200"); // "fine\\n2026 GET / 200"
 */
export function oneLine(text: string): string {
  return text.replace(CONTROL, (letter) =>
    letter === "\n" ? "\\n" : `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
