import { NamedError } from "@/lib/core/base/named-error";

/**
 * A call refers to something that is not here: one clear sentence with what to send instead, the field it is about, and
 * the name on which clients of the protocol act.
 */
export class UnknownReferenceError extends NamedError {
  static override readonly label = "UnknownReferenceError";
  override readonly name = UnknownReferenceError.label;
  constructor(
    message: string,
    readonly param: string,
    readonly code: string,
  ) {
    super(message);
  }
}
