/** A filter that cannot be read; the message says what would be. */
export class FilterError extends Error {
  override readonly name = "FilterError";
}
