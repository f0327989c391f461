import type { HistoryTree } from "@/lib/recorder/history/history-tree";
import type { CallRequest } from "@/lib/wire/protocol";
import type { ReadCall } from "./read-call";

/**
 * The call with what it refers to by id: answers of its own session, recorded by this process or any before it.
 *
 * @throws UnknownReferenceError for an id of another session's, of another server's, or of an answer that its client
 *   did not want kept.
 */
export function recallCall({ call, reread }: ReadCall, tree: HistoryTree): CallRequest {
  return call.lacksReferences ? reread((callKey) => tree.turnOfKey(callKey)) : call;
}
