import { NamedError } from "@/lib/core/base/named-error";

/** A message that cannot be read: one clear sentence, and the field it is about. */
export class MessageError extends NamedError {
  static override readonly label = "MessageError";
  override readonly name = MessageError.label;
  constructor(
    message: string,
    readonly param: string,
  ) {
    super(message);
  }
}
