import { SessionNotFoundError } from "@/lib/store/session-not-found-error";
import type { LiveSessions } from "./live-sessions";
import type { RecorderParts } from "./parts";

/** The reason with which the calls of a dropped session are aborted. */
class SessionDroppedError extends Error {
  override readonly name = "SessionDroppedError";
  constructor() {
    super("The session was dropped while the call was running.");
  }
}

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
  await live?.drain(0, new SessionDroppedError());
  const record = await parts.store.findSession(id);
  if (record === null) {
    live?.reopen();
    throw new SessionNotFoundError(id);
  }
  if (record.status !== "dropped") await parts.store.dropSession(id);
  sessions.forget(id);
}
