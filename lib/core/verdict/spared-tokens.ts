import type { SessionView } from "@/lib/core/view/session-view";
import { sparedByTurn } from "@/lib/core/view/spared-by-turn";

/** Sampled tokens that grafting kept, where a full render would have changed them. */
export interface SparedTokens {
  readonly tokens: number;
  /** The first turn that spared any; null where none did. */
  readonly first: number | null;
}

/**
 * How many tokens grafting spared a session, each once. A turn's audit counts all that its prompt holds, those of the
 * turns before it too; what it adds to the audit before it on its path is its own.
 *
 * @example
 * // three turns of one conversation, whose audits found 100, 180 and 216
 * sparedTokens(view); // { tokens: 216, first: 2 }
 */
export function sparedTokens(view: Pick<SessionView, "nodes" | "turns">): SparedTokens {
  const own = sparedByTurn(view);
  return {
    tokens: [...own.values()].reduce((sum, tokens) => sum + tokens, 0),
    first: own.size === 0 ? null : Math.min(...own.keys()),
  };
}
