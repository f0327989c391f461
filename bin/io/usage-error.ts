/** What was asked for cannot be done as asked: exit 2. The message says what would be accepted. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
