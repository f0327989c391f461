import { NamedError } from "@/lib/core/base/named-error";
import type { CallFailure } from "@/lib/wire/protocol";

/** A call that ends without an answer; the failure is put in the called protocol's shape at the edge. */
export class CallError extends NamedError {
  static override readonly label = "CallError";
  override readonly name = CallError.label;
  constructor(readonly failure: CallFailure) {
    super(failure.message);
  }
}
