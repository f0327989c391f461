import { z } from "zod";
import { askedTokenColumns, TOKEN_SCOPES } from "@/lib/core/tokens/asked-token-columns";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { SessionView } from "@/lib/core/view/session-view";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { inspectSession } from "./inspect-session";

const whole = z.coerce.number({ error: "must be a whole number" }).int().min(0);

const querySchema = z.object({
  /** Samples count from 0, turns from 1. */
  sample: whole.optional(),
  turn: whole.optional(),
  /** The last message of the branch that `scope=branch` means. */
  branch: z.string().optional(),
  scope: z.enum(TOKEN_SCOPES).default("node"),
  from: whole.default(0),
  to: whole.default(Number.MAX_SAFE_INTEGER),
});

/**
 * The tokens of a node, by itself or on a branch, of a whole sample or of a turn's answer. Throws `NotFoundError` when there are none, and
 * `ZodError` when the query does not fit.
 */
export async function nodeTokens(
  context: InspectContext,
  id: string,
  nodeId: string,
  query: URLSearchParams,
): Promise<TokenColumns> {
  const asked = querySchema.parse(Object.fromEntries(query));
  const inspected = await inspectSession(context, id, query);
  const { sample = null, turn = null, branch, scope, from, to } = asked;
  if (scope === "node" || scope === "branch") nodePosition(inspected.view, nodeId);
  if (scope === "branch" && branch) nodePosition(inspected.view, branch);
  const columns = askedTokenColumns(inspected, { node: nodeId, sample, turn, branch, scope, from, to });
  if (!columns) throw new NotFoundError(`No tokens are recorded for node "${nodeId}" in what was asked for.`);
  return columns;
}

/** Position of a node in the view. Throws `NotFoundError`. */
export function nodePosition(view: SessionView, nodeId: string): number {
  const node = view.nodes.findIndex((candidate) => candidate.id === nodeId);
  if (node < 0) throw new NotFoundError(`There is no node "${nodeId}" in this session under this policy.`);
  return node;
}
