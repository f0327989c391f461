import { NamedError } from "@/lib/core/base/named-error";

/** The database cannot be used as it is; the message is one sentence for the person who starts the server. */
export class DatabaseError extends NamedError {
  static override readonly label = "DatabaseError";
  override readonly name = DatabaseError.label;
}
