import { NamedError } from "@/lib/core/base/named-error";

/** A filter, or a place in a list, that cannot be read; the message says what would be. */
export class FilterError extends NamedError {
  static override readonly label = "FilterError";
  override readonly name = FilterError.label;
}
