import { NamedError } from "@/lib/core/base/named-error";
/** What was asked for is not there; the message says what was looked for. */
export class NotFoundError extends NamedError {
  static override readonly label = "NotFoundError";
  override readonly name = NotFoundError.label;
}
