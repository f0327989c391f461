import { NamedError } from "@/lib/core/base/named-error";
import type { SessionStatus } from "@/lib/store/store";

/** The session takes no more turns. */
export class SessionClosedError extends NamedError {
  static override readonly label = "SessionClosedError";
  override readonly name = SessionClosedError.label;

  constructor(
    readonly sessionId: string,
    readonly status: SessionStatus,
  ) {
    super(`session "${sessionId}" is ${status}`);
  }
}
