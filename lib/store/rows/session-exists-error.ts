import { NamedError } from "@/lib/core/base/named-error";

/** A session with this id is there already, open or not. */
export class SessionExistsError extends NamedError {
  static override readonly label = "SessionExistsError";
  override readonly name = SessionExistsError.label;

  constructor(readonly sessionId: string) {
    super(`session "${sessionId}" exists already`);
  }
}
