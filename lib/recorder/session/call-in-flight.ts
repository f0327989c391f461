/** One model call from its admission until its delivery is settled. */
export class CallInFlight {
  readonly receivedAt = Date.now();
  readonly ended: Promise<void>;
  /** Whether it takes one of the session's turns: neither an auxiliary call nor a retry does. */
  takesTurn = false;
  private readonly controller = new AbortController();
  private resolveEnded: () => void = () => undefined;

  /** @param key the request's id at the engine and the root of minted ids: 32 hexadecimal digits, unique over all sessions. */
  constructor(readonly key: string) {
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
  }

  /** Aborted when the client leaves, or when the session or the server closes. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  abort(reason: Error): void {
    this.controller.abort(reason);
  }

  end(): void {
    this.resolveEnded();
  }
}
