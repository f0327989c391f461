import { NamedError } from "@/lib/core/base/named-error";
/** The reason with which a generation is aborted when its client has left. */
export class ClientGoneError extends NamedError {
  static override readonly label = "ClientGoneError";
  override readonly name = ClientGoneError.label;
  constructor() {
    super("The client closed the connection before the answer was complete.");
  }
}
