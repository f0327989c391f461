/**
 * How many characters at the end of `text` may be the beginning of one of the markers and must be held back.
 *
 * @example partialSuffix("so <thi", ["<think>"]) === 4
 */
export function partialSuffix(text: string, markers: readonly string[]): number {
  let longest = 0;
  for (const marker of markers) {
    for (let length = Math.min(marker.length - 1, text.length); length > longest; length--) {
      if (text.endsWith(marker.slice(0, length))) {
        longest = length;
        break;
      }
    }
  }
  return longest;
}
