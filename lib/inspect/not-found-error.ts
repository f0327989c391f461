/** What was asked for is not there; the message says what was looked for. */
export class NotFoundError extends Error {
  override readonly name = "NotFoundError";
}
