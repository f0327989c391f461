import { formatCount } from "@/lib/core/base/format-count";
import type { FlagFinding, RecordingDetector } from "@/lib/health/detector";
import { inSessions } from "@/lib/health/flag-words";

/** Longest phrase that is looked for, in tokens: each length is one pass over the answer. */
const LONGEST_PHRASE = 32;
/** A phrase repeats past all sense from this many times, and from this many tokens: tables and code repeat a little. */
const LEAST_TIMES = 8;
const LEAST_TOKENS = 64;

export const repetition: RecordingDetector = {
  name: "repetition",
  level: "warn",
  looksAt: "recording",
  rule: "an answer says one token or phrase of up to 32 tokens at least 8 times in a row, over at least 64 tokens",
  find: ({ recording }) =>
    recording.turns.flatMap(({ index, outputIds }): readonly FlagFinding[] => {
      const found = longestRepetition(outputIds);
      return found === null ? [] : [{ detail: "", tokens: found.length, turn: index, ...found }];
    }),
  sentence: (tally) =>
    `${formatCount(tally.tokens)} sampled tokens only repeat a phrase, ${inSessions(tally)}.`,
};

/** The longest stretch that is one phrase again and again; null where none is long enough. */
function longestRepetition(ids: Int32Array): { readonly start: number; readonly length: number } | null {
  let longest: { readonly start: number; readonly length: number } | null = null;
  for (let phrase = 1; phrase <= LONGEST_PHRASE; phrase++) {
    const least = Math.max(LEAST_TOKENS, LEAST_TIMES * phrase, (longest?.length ?? 0) + 1);
    let same = 0;
    for (let at = phrase; at <= ids.length; at++) {
      if (at < ids.length && ids[at] === ids[at - phrase]) {
        same++;
        continue;
      }
      const length = same + phrase;
      if (same > 0 && length >= least && length > (longest?.length ?? 0))
        longest = { start: at - length, length };
      same = 0;
    }
  }
  return longest;
}
