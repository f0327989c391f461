import { NamedError } from "@/lib/core/base/named-error";

/** A management call that cannot be done: status and one sentence, and when to come again where that helps. */
export class ManagementError extends NamedError {
  static override readonly label = "ManagementError";
  override readonly name = ManagementError.label;
  constructor(
    readonly status: number,
    message: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}
