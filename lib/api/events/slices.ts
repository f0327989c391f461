import { setImmediate } from "node:timers/promises";

/** So many cost the others of the thread some milliseconds. */
const AT_ONCE = 20;

/**
 * Lets those who would go on at one moment do so some at a time, in the order in which they ask, so that others of the
 * thread come in between: four hundred pages are told of a change at once.
 */
export class Slices {
  #last: Promise<void> = Promise.resolve();
  #asked = 0;

  /** Resolves when whoever asks may go on. */
  turn(): Promise<void> {
    if (this.#asked++ % AT_ONCE === 0) this.#last = this.#last.then(() => setImmediate());
    return this.#last;
  }
}
