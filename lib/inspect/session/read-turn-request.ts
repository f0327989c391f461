import type { JsonObject } from "@/lib/core/json/json-value";
import { chatRequest, sentMessages } from "@/lib/core/view/chat-request";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { placeInList } from "./tokens-query";

/**
 * The request that made a turn, by the names of Chat Completions whatever protocol it came by: what its client sent,
 * with every field that was recorded. The bytes of the body are kept by nobody. Throws `NotFoundError`.
 *
 * @param name the turn's index, as a path has it.
 */
export async function readTurnRequest(
  { store }: Pick<InspectContext, "store">,
  id: string,
  name: string,
): Promise<JsonObject> {
  const session = await store.findSession(id);
  if (session === null) throw new NotFoundError(`There is no session "${id}".`);
  const { turns } = await store.readRecording(id);
  const turn = turns[placeInList(name) - 1];
  if (turn === undefined) throw new NotFoundError(`There is no turn "${name}" in this session.`);
  return {
    model: turn.served?.model ?? session.model,
    ...chatRequest(turn, sentMessages(turn)),
    ...(turn.toolChoice === null ? {} : { tool_choice: turn.toolChoice }),
    ...turn.request,
  };
}
