import { NamedError } from "@/lib/core/base/named-error";

/** A reward that does not fit the session's samples; the message says what would. */
export class RewardError extends NamedError {
  static override readonly label = "RewardError";
  override readonly name = RewardError.label;
}
