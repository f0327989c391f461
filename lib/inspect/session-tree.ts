import type { SessionTree } from "@/lib/core/view/session-tree";
import type { RecordingView } from "@/lib/core/view/view-recording";
import type { SessionRecord } from "@/lib/store/store";
import type { InspectContext } from "./inspect-context";
import { NotFoundError } from "./not-found-error";
import { sessionRow } from "./session-row";

import { viewPolicy } from "./view-policy";

/** A session and its view under the policy that the query names. Throws `NotFoundError` and `PolicyError`. */
export async function sessionTree(
  context: InspectContext,
  id: string,
  query: URLSearchParams,
): Promise<SessionTree> {
  const { record, view } = await inspectSession(context, id, query);
  return { session: sessionRow(record), view };
}

/** The same with the recording, for what needs tokens. */
export async function inspectSession(
  context: InspectContext,
  id: string,
  query: URLSearchParams,
): Promise<RecordingView & { readonly record: SessionRecord }> {
  const record = await context.store.findSession(id);
  if (!record) throw new NotFoundError(`There is no session "${id}".`);
  const inspected = await context.source.inspect(
    context.store,
    record,
    viewPolicy(record, query, context.serverPolicy),
  );
  return { ...inspected, record };
}
