import type { ReplySink } from "./reply-sink";

/** A call's HTTP request, as far as the recorder looks at it, whichever thread has the connection. */
export interface CallInput {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
  /**
   * The body, to be read once.
   *
   * @throws CallError 413 past a limit; 400 when it breaks off.
   */
  read(limitBytes: number): Promise<readonly Uint8Array[]>;
  /** The body of the reply. @param onGone is called once if the client leaves before its end. */
  openReply(onGone: () => void): ReplySink;
}
