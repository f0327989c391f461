import { errorMessage } from "@/lib/core/base/error-message";
import { oneLine } from "@/lib/core/base/one-line";
import { SessionClosedError } from "@/lib/store/rows/session-closed-error";
import type { LiveSession } from "./live-session";

/** Characters of a reason that a session keeps. */
const LONGEST_REASON = 500;

/**
 * Calls that were made and could not be recorded. Each stands in the log, in the metrics of this process and, where
 * the store still writes, at its session.
 */
export class UnrecordedCalls {
  private noted = 0;

  /** How many there were since the process began. */
  get count(): number {
    return this.noted;
  }

  /** What the writing gives, after its failure was noted. A session that was closed meanwhile is none. */
  async watch<T>(session: Pick<LiveSession, "input" | "noteUnrecorded">, writing: Promise<T>): Promise<T> {
    try {
      return await writing;
    } catch (error) {
      if (!(error instanceof SessionClosedError)) await this.note(session, error);
      throw error;
    }
  }

  /** @param session Null where not even the session could be found. */
  async note(session: Pick<LiveSession, "input" | "noteUnrecorded"> | null, error: unknown): Promise<void> {
    this.noted += 1;
    const reason = oneLine(errorMessage(error)).slice(0, LONGEST_REASON);
    const of = session === null ? "" : ` of session ${session.input.id}`;
    console.error(`A call${of} could not be recorded: ${reason}`);
    try {
      await session?.noteUnrecorded(reason);
    } catch (failure) {
      console.error(`That a call${of} is missing could not be written: ${oneLine(errorMessage(failure))}`);
    }
  }
}
