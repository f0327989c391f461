/** A filter, or a place in a list, that cannot be read; the message says what would be. */
export class FilterError extends Error {
  override readonly name = "FilterError";
}
