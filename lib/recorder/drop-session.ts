import { SessionNotFoundError } from "@/lib/store/session-not-found-error";
import { closedUnderway } from "./closed-underway";
import type { LiveSessions } from "./live-sessions";
import type { RecorderParts } from "./parts";

/**
 * Drops a session: its calls are aborted, its turns deleted, its id kept. Dropping it again changes nothing.
 *
 * @throws SessionNotFoundError
 */
export async function dropSession(
  parts: Pick<RecorderParts, "store">,
  sessions: LiveSessions,
  id: string,
): Promise<void> {
  const live = await sessions.peek(id);
  await live?.drain(0, closedUnderway("The session was dropped while the call was running."));
  const record = await parts.store.findSession(id);
  if (record === null) {
    live?.reopen();
    throw new SessionNotFoundError(id);
  }
  if (record.status !== "dropped") await parts.store.dropSession(id);
  sessions.forget(id);
}
