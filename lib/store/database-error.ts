/** The database cannot be used as it is; the message is one sentence for whoever starts the server. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
}
