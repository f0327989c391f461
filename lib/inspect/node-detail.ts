import type { LineariseResult } from "@/lib/core/linearise-result";
import type { MessageNode } from "@/lib/core/tree";
import type { Turn } from "@/lib/core/turn";
import type { NodeDetail, NodeTurn } from "@/lib/core/view/node-detail";
import type { InspectContext } from "./inspect-context";
import { NotFoundError } from "./not-found-error";
import { inspectSession } from "./session-tree";

/** A node's message in full and the facts of the turn that sampled it. Throws `NotFoundError`. */
export async function nodeDetail(
  context: InspectContext,
  id: string,
  nodeId: string,
  query: URLSearchParams,
): Promise<NodeDetail> {
  const { recording, result } = await inspectSession(context, id, query);
  const node = findNode(result, nodeId);
  if (!node) throw new NotFoundError(`There is no node "${nodeId}" in this session under this policy.`);
  const shown = node.turnIndex ?? node.mergedRewrite?.abandonedTurnIndex ?? null;
  const turn = shown === null ? null : (recording.turns[shown - 1] ?? null);
  return { id: nodeId, message: node.message, turn: turn && nodeTurn(turn) };
}

function findNode({ tree }: LineariseResult, nodeId: string): MessageNode | null {
  const pending = [...tree];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.id === nodeId) return node;
    pending.push(...node.children);
  }
  return null;
}

function nodeTurn(turn: Turn): NodeTurn {
  return {
    index: turn.index,
    matched_stop: turn.matchedStop,
    log_prob_semantics: turn.logProbSemantics,
    header_digest: turn.headerDigest,
    weight_version: turn.weightVersion,
    accepted_rewrites: turn.acceptedRewrites.map(({ messageIndex, tolerance, held, echoed }) => ({
      message_index: messageIndex,
      tolerance,
      held,
      echoed,
    })),
    scaffolds: turn.scaffolds,
    facts: turn.facts,
  };
}
