import { NamedError } from "@/lib/core/base/named-error";

/** A session that cannot be opened as it was asked for, in one sentence. */
export class SessionOpeningError extends NamedError {
  static override readonly label = "SessionOpeningError";
  override readonly name = SessionOpeningError.label;
}
