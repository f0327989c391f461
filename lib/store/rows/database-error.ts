import { NamedError } from "@/lib/core/base/named-error";

/** The database cannot be used as it is; the message is one sentence for whoever starts the server. */
export class DatabaseError extends NamedError {
  static override readonly label = "DatabaseError";
  override readonly name = DatabaseError.label;
}
