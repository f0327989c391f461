/**
 * `drained`: all of it was taken and the request stood; `marked`: so it was, and whoever saw it has given that to be
 * written; `gone`: the client left first, or the reply was cut.
 */
export type DeliveryOutcome = "drained" | "marked" | "gone";

/** The turn that a reply tells of, which is delivered when the reply was taken. */
export interface DeliveredTurn {
  readonly session: string;
  readonly turn: number;
}

/** The body of a reply, whichever thread has the connection. */
export interface ReplySink {
  readonly outcome: Promise<DeliveryOutcome>;
  send(text: string): void;
  sendBytes(bytes: Uint8Array): void;
  /** Says that all has been sent. @param turn that is then delivered; absent where none was recorded. */
  end(turn?: DeliveredTurn): void;
  /** Breaks the connection: a reply that cannot be finished must not look finished. */
  cut(error: Error): void;
  /** The response that this is the body of. */
  respond(init: ResponseInit): Response;
}
