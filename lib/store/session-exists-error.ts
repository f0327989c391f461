/** A session with this id is there already, open or not. */
export class SessionExistsError extends Error {
  override readonly name = "SessionExistsError";

  constructor(readonly sessionId: string) {
    super(`session "${sessionId}" exists already`);
  }
}
