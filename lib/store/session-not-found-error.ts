/** No session, or no turn of it, goes by this name. */
export class SessionNotFoundError extends Error {
  override readonly name = "SessionNotFoundError";

  constructor(
    readonly sessionId: string,
    what = "there is no such session",
  ) {
    super(`session "${sessionId}": ${what}`);
  }
}
