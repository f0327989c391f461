import { forkCauses } from "@/lib/core/fork-causes";
import type { NodeDiff } from "@/lib/core/view/node-diff";
import { promptDivergence } from "@/lib/core/view/prompt-divergence";
import { turnDrift } from "@/lib/core/view/turn-drift";
import type { InspectContext } from "./inspect-context";
import { nodePosition } from "./node-tokens";
import { NotFoundError } from "./not-found-error";
import { pieces } from "./pieces";
import { inspectSession } from "./session-tree";

/**
 * How the prompt of a node's turn departs from what was held before it, with the pieces of both sides. For a node
 * that came in a prompt, the turn that brought it. Throws `NotFoundError` when nothing was held.
 */
export async function nodeDiff(
  context: InspectContext,
  id: string,
  nodeId: string,
  query: URLSearchParams,
): Promise<NodeDiff> {
  const { recording, result, view } = await inspectSession(context, id, query);
  const node = view.nodes[nodePosition(view, nodeId)];
  const turn = node?.turn ?? node?.first_turn ?? 0;
  const fork = forkCauses(recording, result).find((candidate) => candidate.turn === turn);
  const divergence = promptDivergence(recording, view, result, turn, fork?.leftTurn ?? null);
  if (!divergence)
    throw new NotFoundError(`Turn ${turn} is the first of its conversation: nothing was held before it.`);
  const ids = Int32Array.from([...divergence.held, ...divergence.incoming]);
  const audited = recording.turns[turn - 1];
  return {
    ...divergence,
    cause: fork?.cause ?? (audited === undefined ? null : (turnDrift(audited)?.cause ?? null)),
    threshold: view.policy.fork_threshold_tokens,
    pieces: pieces(ids, context.model),
  };
}
