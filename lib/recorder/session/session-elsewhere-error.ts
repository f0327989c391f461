import { NamedError } from "@/lib/core/base/named-error";

/** The calls of a session are taken by another thread of this process. */
export class SessionElsewhereError extends NamedError {
  static override readonly label = "SessionElsewhereError";
  override readonly name = SessionElsewhereError.label;
  constructor(readonly session: string) {
    super(`Another thread takes the calls of the session ${JSON.stringify(session)}.`);
  }
}
