import { NamedError } from "@/lib/core/base/named-error";
/** A request that does not fit its protocol: one clear sentence, and the field it is about. */
export class RequestError extends NamedError {
  static override readonly label = "RequestError";
  override readonly name = RequestError.label;
  constructor(
    message: string,
    readonly param: string | null = null,
  ) {
    super(message);
  }
}
