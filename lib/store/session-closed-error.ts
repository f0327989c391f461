import type { SessionStatus } from "./store";

/** The session takes no more turns. */
export class SessionClosedError extends Error {
  override readonly name = "SessionClosedError";

  constructor(
    readonly sessionId: string,
    readonly status: SessionStatus,
  ) {
    super(`session "${sessionId}" is ${status}`);
  }
}
