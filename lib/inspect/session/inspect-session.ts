import type { Policy } from "@/lib/core/policy/policy";
import type { SessionTree } from "@/lib/core/view/session-tree";
import type { RecordingView } from "@/lib/core/view/view-recording";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import type { SessionRecord } from "@/lib/store/store";
import { sessionRowOf } from "./session-row-of";
import { viewPolicy } from "./view-policy";

/** A session and its view under the policy that the query names. Throws `NotFoundError` and `PolicyError`. */
export async function readSessionTree(
  context: InspectContext,
  id: string,
  query: URLSearchParams,
): Promise<SessionTree> {
  const { record, view } = await inspectSession(context, id, query);
  return { session: sessionRowOf(record), view };
}

/** The same with the recording, for what needs tokens. */
export function inspectSession(
  context: InspectContext,
  id: string,
  query: URLSearchParams,
): Promise<InspectedSession> {
  return inspectUnder(context, id, (record) => viewPolicy(record, query, context.serverPolicy));
}

export interface InspectedSession extends RecordingView {
  readonly record: SessionRecord;
}

/** A session under the policy that is chosen for it. Throws `NotFoundError`, and what `policyFor` throws. */
export async function inspectUnder(
  context: InspectContext,
  id: string,
  policyFor: (record: SessionRecord) => Policy,
): Promise<InspectedSession> {
  const record = await context.store.findSession(id);
  if (!record) throw new NotFoundError(`There is no session "${id}".`);
  return { ...(await context.source.inspect(context.store, record, policyFor(record))), record };
}
