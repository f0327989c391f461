/** The reason with which a generation is aborted when its client has left. */
export class ClientGoneError extends Error {
  override readonly name = "ClientGoneError";
  constructor() {
    super("The client closed the connection before the answer was complete.");
  }
}
