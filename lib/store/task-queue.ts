/** One task at a time, in the order in which they came. */
export class TaskQueue {
  #tail: Promise<unknown> = Promise.resolve();
  #left = 0;

  /** Whether nothing runs and nothing waits. */
  get isIdle(): boolean {
    return this.#left === 0;
  }

  /** Runs the task when all before it have ended, however they ended. */
  run<T>(task: () => Promise<T>): Promise<T> {
    this.#left += 1;
    const result = this.#tail.then(task).finally(() => {
      this.#left -= 1;
    });
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** Resolves when everything queued so far has ended. */
  async drain(): Promise<void> {
    await this.#tail;
  }
}
