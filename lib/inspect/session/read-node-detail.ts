import type { NodeDetail, NodeTurn } from "@/lib/core/diff/node-detail";
import type { Turn } from "@/lib/core/recording/turn";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import type { LineariseResult } from "@/lib/core/samples/linearise-result";
import type { MessageNode } from "@/lib/core/tree/tree";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { inspectSession } from "./inspect-session";

/** A node's message in full and the facts of the turn that sampled it. Throws `NotFoundError`. */
export async function readNodeDetail(
  context: InspectContext,
  id: string,
  nodeId: string,
  query: URLSearchParams,
): Promise<NodeDetail> {
  const { recording, result } = await inspectSession(context, id, query);
  const found = findNode(result, nodeId);
  if (!found) throw new NotFoundError(`There is no node "${nodeId}" in this session under this policy.`);
  const { node, turnAbove } = found;
  const shown = node.turnIndex ?? node.mergedRewrite?.abandonedTurnIndex ?? null;
  const turn = shown === null ? null : (recording.turns[shown - 1] ?? null);
  return {
    id: nodeId,
    message: node.message,
    turn: turn && nodeTurn(turn, recording.turns[(turnAbove ?? 0) - 1] ?? null),
  };
}

/** The node, and the nearest turn above it. */
function findNode(
  { tree }: LineariseResult,
  nodeId: string,
): { readonly node: MessageNode; readonly turnAbove: number | null } | null {
  const pending: { readonly node: MessageNode; readonly turnAbove: number | null }[] = tree.map((node) => ({
    node,
    turnAbove: null,
  }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, turnAbove } = next;
    if (node.id === nodeId) return { node, turnAbove };
    for (const child of node.children) pending.push({ node: child, turnAbove: node.turnIndex ?? turnAbove });
  }
  return null;
}

/** `above` is the nearest turn above it in the tree. */
function nodeTurn(turn: Turn, above: Turn | null): NodeTurn {
  const isChanged =
    above !== null &&
    turn.headerDigest !== "" &&
    above.headerDigest !== "" &&
    above.headerDigest !== turn.headerDigest;
  return {
    index: turn.index,
    matched_stop: turn.matchedStop,
    log_prob_semantics: turn.logProbSemantics,
    header_digest: turn.headerDigest,
    header_changed_since: isChanged ? above.index : null,
    weight_version: turn.weightVersion,
    accepted_rewrites: turn.acceptedRewrites.map(({ messageIndex, tolerance, held, echoed }) => ({
      message_index: messageIndex,
      tolerance,
      held,
      echoed,
    })),
    scaffolds: turn.scaffolds,
    facts: turnFactsJson(turn),
  };
}
