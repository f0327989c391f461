import type { PromptSource } from "@/lib/core/recording/recording";

const prefixes = new WeakMap<PromptSource, Map<number, Map<number, number>>>();

/**
 * `commonPrefix` of a source. Comparing two sequences reads as many ids as agree. Chains share their beginnings, and a
 * recording is linearised again whenever a setting moves. So each pair of turns is compared once for as long as the
 * source lives.
 *
 * @example
 * const commonPrefix = rememberPrefixes(recording.prompts);
 * commonPrefix(1, 2) === recording.prompts.commonPrefix(1, 2); // and again at no cost
 */
export function rememberPrefixes(prompts: PromptSource): PromptSource["commonPrefix"] {
  const known = prefixes.get(prompts) ?? new Map<number, Map<number, number>>();
  prefixes.set(prompts, known);
  return (held, prompt) => {
    const ofHeld = known.get(held) ?? new Map<number, number>();
    known.set(held, ofHeld);
    const prefix = ofHeld.get(prompt) ?? prompts.commonPrefix(held, prompt);
    ofHeld.set(prompt, prefix);
    return prefix;
  };
}
