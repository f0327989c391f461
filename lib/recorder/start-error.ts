/** A reason not to start: one sentence for the person at the terminal. */
export class StartError extends Error {
  override readonly name = "StartError";
}
