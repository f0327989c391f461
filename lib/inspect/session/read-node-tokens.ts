import { z } from "zod";
import { askedTokenColumns, type TokenOwner } from "@/lib/core/tokens/asked-token-columns";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { SessionView } from "@/lib/core/view/session-view";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { inspectSession } from "./inspect-session";
import { tokensQuery, wholeNumber } from "./tokens-query";

const querySchema = tokensQuery.extend({
  /** Samples count from 0, turns from 1. */
  sample: wholeNumber.optional(),
  turn: wholeNumber.optional(),
  /** The last message of a branch: the node is then meant as it stands in the sample that holds that. */
  branch: z.string().optional(),
});

/**
 * The tokens of a node, by itself, in a sample or on a branch. Throws `NotFoundError` when there are none, and
 * `ZodError` when the query does not fit.
 */
export async function readNodeTokens(
  context: InspectContext,
  id: string,
  node: string,
  query: URLSearchParams,
): Promise<TokenColumns> {
  const { sample = null, turn = null, branch, ...range } = querySchema.parse(Object.fromEntries(query));
  const inspected = await inspectSession(context, id, query);
  nodePosition(inspected.view, node);
  if (branch !== undefined) nodePosition(inspected.view, branch);
  const owner: TokenOwner =
    branch === undefined ? { of: "node", node, sample, turn } : { of: "branch", node, branch };
  const columns = askedTokenColumns(inspected, { ...owner, ...range });
  if (!columns)
    throw new NotFoundError(`No tokens are recorded for node "${node}" in the part that was asked for.`);
  return columns;
}

/** Position of a node in the view. Throws `NotFoundError`. */
export function nodePosition(view: SessionView, nodeId: string): number {
  const node = view.nodes.findIndex((candidate) => candidate.id === nodeId);
  if (node < 0) throw new NotFoundError(`There is no node "${nodeId}" in this session under this policy.`);
  return node;
}
