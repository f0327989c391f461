/** A management call that cannot be done: status and one sentence. */
export class ManagementError extends Error {
  override readonly name = "ManagementError";
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
