import { NamedError } from "@/lib/core/base/named-error";

/** A step that cannot be entered in the ledger, in one sentence. */
export class LedgerError extends NamedError {
  static override readonly label = "LedgerError";
  override readonly name = LedgerError.label;

  /** @param kind `unknown`: there is no such lease; `conflict`: the ledger says otherwise. */
  constructor(
    readonly kind: "unknown" | "conflict",
    message: string,
  ) {
    super(message);
  }
}
