import { pathTo } from "@/lib/core/view/path-to";
import type { SessionView } from "@/lib/core/view/session-view";

/** By the root of each sub-agent's conversation, the node whose tool call spawned it; positions in the nodes. */
export function spawners({ nodes, turns }: SessionView): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { node, spawned_by: call } of turns) {
    if (node === null || call === null) continue;
    const [root] = pathTo(nodes, node);
    const by = turns[call.turn - 1]?.node ?? null;
    // A spawner stands before what it spawned, as a parent does.
    if (root !== undefined && by !== null && by < root && !found.has(root)) found.set(root, by);
  }
  return found;
}
