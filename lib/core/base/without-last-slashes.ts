/** A path or URL without the slashes that it ends in. Takes time in proportion to the text, however many there are. */
export function withoutLastSlashes(text: string): string {
  return text.replace(/(?<!\/)\/+$/, "");
}
