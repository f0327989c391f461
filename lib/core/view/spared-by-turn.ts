import { ownSpared } from "@/lib/core/causes/own-spared";
import type { SessionView } from "./session-view";

/** What the graft of each turn spared beside those before it, by the turn's index. */
export function sparedByTurn({
  nodes,
  turns,
}: Pick<SessionView, "nodes" | "turns">): ReadonlyMap<number, number> {
  return ownSpared(nodes, (turn) => {
    const drift = turns[turn - 1]?.drift;
    return drift?.kind === "spared" ? drift.changed_tokens : 0;
  });
}
