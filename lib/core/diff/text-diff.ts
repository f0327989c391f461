import { alignIds } from "@/lib/core/tokens/align-ids";

/** A piece of two texts: in both, or in one of them only. */
export interface TextPart {
  readonly text: string;
  readonly side: "both" | "a" | "b";
}

/**
 * Two texts word by word, white space and punctuation each by themselves. What only `a` has stands before what only
 * `b` has in its place.
 *
 * @example
 * textDiff("a big dog", "a dog"); // [{ text: "a ", side: "both" }, { text: "big ", side: "a" }, { text: "dog", side: "both" }]
 */
export function textDiff(a: string, b: string): readonly TextPart[] {
  const known = new Map<string, number>();
  const [wordsA, wordsB] = [words(a), words(b)];
  const keys = (list: readonly string[]): number[] =>
    list.map((word) => {
      const key = known.get(word) ?? known.size;
      known.set(word, key);
      return key;
    });
  const runs = alignIds(keys(wordsA), keys(wordsB));
  return runs.flatMap((run): TextPart[] => {
    const inA = wordsA.slice(run.a, run.a + run.aLength).join("");
    if (run.equal) return [{ text: inA, side: "both" }];
    const inB = wordsB.slice(run.b, run.b + run.bLength).join("");
    return [
      ...(inA === "" ? [] : [{ text: inA, side: "a" } as const]),
      ...(inB === "" ? [] : [{ text: inB, side: "b" } as const]),
    ];
  });
}

function words(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+|\s|[^\s\p{L}\p{N}_]/gu) ?? [];
}
