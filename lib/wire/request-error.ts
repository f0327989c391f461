/** A request that does not fit its protocol: one clear sentence, and the field it is about. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  constructor(
    message: string,
    readonly param: string | null = null,
  ) {
    super(message);
  }
}
