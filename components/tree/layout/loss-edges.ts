import type { SessionView } from "@/lib/core/view/session-view";

/** Where the conversation goes on from an answer that lost its signal: which turn took it, and how many tokens. */
export interface LossEdge {
  readonly turn: number;
  readonly by: number;
  readonly tokens: number;
}

/** By the position of the message that comes next: the losses of the answers before, each on the line that leads on. */
export function lossEdges({
  ledger,
  nodes,
  turns,
}: Pick<SessionView, "ledger" | "nodes" | "turns">): ReadonlyMap<number, LossEdge> {
  const edges = new Map<number, LossEdge>();
  for (const { turn, length, fate } of ledger.lost) {
    if (fate.state !== "realigned") continue;
    const lost = turns[turn - 1]?.node ?? null;
    let at = turns[fate.byTurn - 1]?.node ?? -1;
    // Parents stand before their children, so the way up is over once it is past the answer.
    while (at >= 0 && nodes[at]?.parent !== lost && (nodes[at]?.parent ?? -1) > (lost ?? -1))
      at = nodes[at]?.parent ?? -1;
    if (lost === null || nodes[at]?.parent !== lost) continue;
    const known = edges.get(at);
    edges.set(at, { turn, by: fate.byTurn, tokens: (known?.tokens ?? 0) + length });
  }
  return edges;
}
