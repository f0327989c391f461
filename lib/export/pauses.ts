import { setImmediate } from "node:timers/promises";

/** How long work goes on without letting others of its thread in, in ms. */
const LONGEST_MS = 10;

/**
 * Lets others of the thread in, again and again, during work that never waits by itself. Only then is it heard that
 * nobody wants the work any more.
 */
export class Pauses {
  #since = performance.now();

  /** @param signal aborted when nobody wants the work any more; its reason is thrown then. */
  constructor(private readonly signal: AbortSignal | null) {}

  async often(): Promise<void> {
    if (performance.now() - this.#since < LONGEST_MS) return;
    await setImmediate();
    this.signal?.throwIfAborted();
    this.#since = performance.now();
  }
}
