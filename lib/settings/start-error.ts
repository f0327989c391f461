import { NamedError } from "@/lib/core/base/named-error";

/** A reason not to start: one sentence for the person at the terminal. */
export class StartError extends NamedError {
  static override readonly label = "StartError";
  override readonly name = StartError.label;
}
