import { nodeOfTurn } from "@/lib/core/diff/signal-takers";
import type { SessionView } from "@/lib/core/view/session-view";
import { sessionVerdict } from "./session-verdict";

/** What a session's page shows before its reader has chosen anything. */
export interface OpeningPlace {
  /** A message's id. */
  readonly node: string;
  /** Whether it lost tokens to a later prompt, so that their difference is what there is to see. */
  readonly hasDifference: boolean;
}

/**
 * The message of the worst loss; of a session that lost nothing its last answer. Null for a session without messages.
 *
 * @example
 * openingPlace(view); // { node: "3f2a…", hasDifference: true }
 */
export function openingPlace(view: Pick<SessionView, "ledger" | "nodes" | "turns">): OpeningPlace | null {
  for (const { isMeant, turns } of sessionVerdict(view).losses) {
    if (isMeant) break;
    for (const { turn, by } of turns) {
      const node = mergedOver(view, turn) ?? nodeOfTurn(view, turn);
      if (node !== null) return { node, hasDifference: by !== null };
    }
  }
  const last = view.nodes.findLast(({ turn }) => turn !== null) ?? view.nodes.at(-1);
  return last ? { node: last.id, hasDifference: false } : null;
}

/** The message that took an answer's place; null where it has a message of its own. */
function mergedOver({ nodes }: Pick<SessionView, "nodes">, turn: number): string | null {
  return nodes.find(({ merged_rewrite: merged }) => merged?.abandonedTurnIndex === turn)?.id ?? null;
}
