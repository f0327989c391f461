import { NamedError } from "@/lib/core/base/named-error";

/** What was asked for cannot be answered as asked; the message says what can. */
export class BadQueryError extends NamedError {
  static override readonly label = "BadQueryError";
  override readonly name = BadQueryError.label;
}
