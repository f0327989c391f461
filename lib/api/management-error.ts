import { NamedError } from "@/lib/core/base/named-error";
/** A management call that cannot be done: status and one sentence. */
export class ManagementError extends NamedError {
  static override readonly label = "ManagementError";
  override readonly name = ManagementError.label;
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
