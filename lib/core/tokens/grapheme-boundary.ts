const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** First characters that can belong to what stands before them, and those that claim what comes after. */
const CONTINUES =
  /^[\p{M}\p{Cf}\p{Extended_Pictographic}\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}\u1100-\u11ff\ua960-\ua97f\uac00-\ud7a3\ud7b0-\ud7fb\uff9e\uff9f\u0e33\u0eb3]/u;

/** Enough of a text to see where its last glyph begins, in UTF-16 units. */
const TAIL = 32;

/**
 * Whether a text may continue the glyph before it: a cheap test that `splitsCluster` then decides.
 *
 * @example
 * opensCluster("\u0301"); // true: an accent
 * opensCluster("word"); // false
 */
export function opensCluster(text: string): boolean {
  return text.charCodeAt(0) > 0x2ff && CONTINUES.test(text);
}

/**
 * Whether no glyph ends between two texts: they are one grapheme cluster across the cut (Unicode annex 29).
 *
 * @example
 * splitsCluster("e", "\u0301"); // true
 * splitsCluster("👩", "\u200d💻"); // true
 * splitsCluster("e", "f"); // false
 */
export function splitsCluster(left: string, right: string): boolean {
  const tail = left.slice(-TAIL);
  return segmenter.segment(tail + right.slice(0, TAIL)).containing(tail.length)?.index !== tail.length;
}
