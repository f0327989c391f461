/** Runs a write when no other thread of this process writes. */
export type WriteTurn = <T>(write: () => Promise<T>) => Promise<T>;

/**
 * One thing at a time on the one connection. A statement that runs while a transaction is open on the same connection
 * becomes part of it. It is lost when the transaction rolls back, although its own promise resolved.
 */
export class WriteQueue {
  #tail: Promise<unknown> = Promise.resolve();

  /** Runs the task when all before it have ended, however they ended. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(task);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** Resolves when everything queued so far has ended. */
  async drain(): Promise<void> {
    await this.#tail;
  }
}
