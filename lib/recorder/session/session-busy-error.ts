import { NamedError } from "@/lib/core/base/named-error";

/** A call of the session runs, so that nothing else may write it. */
export class SessionBusyError extends NamedError {
  static override readonly label = "SessionBusyError";
  override readonly name = SessionBusyError.label;

  constructor(id: string) {
    super(`A call of the session "${id}" is running; import it when that is over.`);
  }
}
