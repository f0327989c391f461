import type { NodeDiff } from "@/lib/core/diff/node-diff";
import { shownIds } from "@/lib/core/diff/token-diff";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { inspectSession } from "@/lib/inspect/session/inspect-session";
import { pieces } from "@/lib/inspect/session/pieces";
import { tokenizerOf } from "@/lib/inspect/session/tokenizer-of";
import { comparedNodes } from "./compared-nodes";
import { departureDiff } from "./departure-diff";

/**
 * A difference at a node. With `against` in the query it is between the conversations up to two nodes. Else it is
 * between the sequence held before the node's turn and the prompt that came. A node that came in a prompt has that of
 * the turn that brought it.
 *
 * Throws `NotFoundError` when there is no such node or nothing was held, and `BadQueryError` for a node against
 * itself.
 */
export async function readNodeDiff(
  context: InspectContext,
  id: string,
  nodeId: string,
  query: URLSearchParams,
): Promise<NodeDiff> {
  const inspected = await inspectSession(context, id, query);
  const against = query.get("against");
  const facts = against
    ? comparedNodes(inspected, against, nodeId)
    : departureDiff(context, inspected, nodeId);
  const { policy } = inspected.view;
  const tokenizer = tokenizerOf(inspected, { of: "node", node: nodeId });
  const ids = [facts.tokens, facts.three_way?.tokens ?? null].flatMap((diff) =>
    diff ? [...shownIds(diff)] : [],
  );
  return {
    ...facts,
    policy: policy.name,
    threshold: policy.drift === "fork" && policy.rewrite === "fork" ? null : policy.fork_threshold_tokens,
    pieces: pieces(Int32Array.from(ids), await context.vocabularyOf(tokenizer)),
  };
}
