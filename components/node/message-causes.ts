import type { AskedCause } from "@/components/address/asked-cause";
import { nodeOfLoss } from "@/lib/core/verdict/cause-place";
import { sessionVerdict } from "@/lib/core/verdict/session-verdict";
import type { NodeView, SessionView } from "@/lib/core/view/session-view";

/**
 * What a message lost, changed or spared, each once: its losses by reason, and the difference between its prompt as it
 * was sent and as the other way to build it has it. A fork has a chip of its own.
 */
export function messageCauses(
  { id, turn: index }: Pick<NodeView, "id" | "turn">,
  view: Pick<SessionView, "ledger" | "nodes" | "turns">,
): readonly AskedCause[] {
  if (index === null) return [];
  const lost = view.ledger.lost.filter(({ turn }) => turn === index);
  const own = { ...view, ledger: { ...view.ledger, lost } };
  const losses = sessionVerdict(own).losses.map((loss): AskedCause => {
    return { did: loss.state, cause: loss.cause, node: nodeOfLoss(view, loss) };
  });
  const drift = view.turns[index - 1]?.drift ?? null;
  if (drift === null) return losses;
  const did = drift.kind === "spared" ? "drift" : "suffered";
  return [...losses, { did, cause: drift.cause, node: id }];
}
