import { formatCount } from "@/lib/core/base/format-count";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import type { StateCounts } from "@/lib/core/view/session-view";
import { STATE_WORDS } from "./state-words";

/**
 * Numbers of tokens by state, as words.
 *
 * @example
 * countWords(countStates(Uint8Array.of(1, 1, 4))); // "2 trained, 1 realigned"
 */
export function countWords(counts: StateCounts): string {
  return TOKEN_STATES.flatMap((state, at) => {
    const count = counts[at] ?? 0;
    return count > 0 ? [`${formatCount(count)} ${STATE_WORDS[state].label}`] : [];
  }).join(", ");
}

/** How many tokens are in each state, in the order of `TOKEN_STATES`. */
export function countStates(states: Uint8Array): StateCounts {
  const counts = new Array<number>(TOKEN_STATES.length).fill(0);
  for (const code of states) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
