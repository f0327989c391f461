import { NamedError } from "@/lib/core/base/named-error";

/** No session, or no turn of it, goes by this name. */
export class SessionNotFoundError extends NamedError {
  static override readonly label = "SessionNotFoundError";
  override readonly name = SessionNotFoundError.label;

  constructor(
    readonly sessionId: string,
    what = "there is no such session",
  ) {
    super(`session "${sessionId}": ${what}`);
  }
}
