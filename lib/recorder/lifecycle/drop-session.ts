import { closedUnderway } from "@/lib/recorder/edge/closed-underway";
import type { RecorderParts } from "@/lib/recorder/parts";
import type { LiveSessions } from "@/lib/recorder/session/live-sessions";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";

/**
 * Drops a session: its calls are aborted, its turns deleted, its id kept. Dropping it again changes nothing. A session
 * that could not be dropped takes calls again.
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
  try {
    const record = await parts.store.findSession(id);
    if (record === null) throw new SessionNotFoundError(id);
    if (record.status !== "dropped") await parts.store.dropSession(id);
  } catch (error) {
    live?.reopen();
    throw error;
  }
  sessions.forget(id);
}
