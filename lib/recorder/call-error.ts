import type { CallFailure } from "@/lib/wire/protocol";

/** A call that ends without an answer; the failure is put in the called protocol's shape at the edge. */
export class CallError extends Error {
  override readonly name = "CallError";
  constructor(readonly failure: CallFailure) {
    super(failure.message);
  }
}
