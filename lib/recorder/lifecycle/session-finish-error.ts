import { NamedError } from "@/lib/core/base/named-error";

/** A session whose state forbids that it is finished, in one sentence. */
export class SessionFinishError extends NamedError {
  static override readonly label = "SessionFinishError";
  override readonly name = SessionFinishError.label;
}
