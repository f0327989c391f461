import { type ComparedView, compareViews } from "@/lib/core/compare/compare-views";
import type { Comparison } from "@/lib/core/compare/comparison";
import { readSettingsText, settingsText } from "@/lib/core/policy/policy-text";
import { sessionPolicy } from "@/lib/core/policy/session-policy";
import { BadQueryError } from "@/lib/inspect/bad-query-error";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { inspectUnder } from "@/lib/inspect/session/inspect-session";
import { nodePosition } from "@/lib/inspect/session/read-node-tokens";
import { sessionRowOf } from "@/lib/inspect/session/session-row-of";

/**
 * Compares two sessions (`a`, `b`), each under its own policy (`pa`, `fa`, `sa`: name, fork threshold and further
 * settings) and up to a node (`na`). Throws `BadQueryError` when a side is not named or both are the same,
 * `NotFoundError` for a session or node that is not there, and `PolicyError`.
 */
export async function compareSessions(context: InspectContext, query: URLSearchParams): Promise<Comparison> {
  const sides = (["a", "b"] as const).map((name) => ({
    session: query.get(name) ?? "",
    node: query.get(`n${name}`) || null,
    policy: query.get(`p${name}`) || null,
    threshold: query.get(`f${name}`) || null,
    settings: query.get(`s${name}`) || null,
  }));
  const [first, second] = sides;
  if (!first?.session || !second?.session) {
    throw new BadQueryError("Name two sessions to compare, one as a and one as b.");
  }
  if (JSON.stringify(first) === JSON.stringify(second)) {
    throw new BadQueryError(
      "Both sides are the same. Choose another session, another branch or another policy for one of them.",
    );
  }
  const [a, b] = await Promise.all([comparedView(context, first), comparedView(context, second)]);
  return compareViews(a, b);
}

async function comparedView(
  context: InspectContext,
  { session, node, policy, threshold, settings }: SideQuery,
): Promise<ComparedView> {
  const asked = threshold === null ? {} : { fork_threshold_tokens: threshold };
  const further = readSettingsText(settings ?? "");
  const { record, ...inspected } = await inspectUnder(context, session, (owner) =>
    sessionPolicy(owner, { policy, overrides: { ...asked, ...further } }, context.serverPolicy),
  );
  if (node !== null) nodePosition(inspected.view, node);
  return {
    ...inspected,
    session: sessionRowOf(record),
    node,
    settings: settingsText(further, ":"),
  };
}

interface SideQuery {
  readonly session: string;
  readonly node: string | null;
  readonly policy: string | null;
  readonly threshold: string | null;
  readonly settings: string | null;
}
