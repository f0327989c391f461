import { errorMessage } from "@/lib/core/base/error-message";

/** What nobody waits for may take this part of the thread's time and no more: the busier, the older the figures. */
const LARGEST_SHARE = 1 / 10;

interface Chore {
  readonly key: string;
  /** In ms of `performance.now()`. */
  readonly dueAt: number;
  readonly run: () => Promise<void>;
}

/**
 * Work that nobody waits for, in one line: audits of turns, figures of sessions. What it costs is the time until its
 * promise settles, so a chore does not wait for its own writes.
 */
export class Housekeeping {
  readonly #line = new Map<string, Chore>();
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  /** Until then the share is used up. */
  #restsUntil = 0;
  #isClosed = false;

  /** How many wait. */
  get length(): number {
    return this.#line.size;
  }

  /**
   * Puts a chore in the line, unless one of its key waits there.
   *
   * @param afterMs It is not begun earlier.
   */
  add(key: string, run: () => Promise<void>, afterMs = 0): void {
    if (this.#isClosed || this.#line.has(key)) return;
    this.#line.set(key, { key, run, dueAt: performance.now() + afterMs });
    this.#schedule();
  }

  /** Takes a chore out of the line. */
  remove(key: string): void {
    this.#line.delete(key);
  }

  /** Ends when the chore that runs has ended; what waits is left undone. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#line.clear();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(): void {
    if (this.#running !== null || this.#isClosed || this.#line.size === 0) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const dueAt = [...this.#line.values()].reduce((first, chore) => Math.min(first, chore.dueAt), Infinity);
    const wait = Math.max(0, dueAt - performance.now(), this.#restsUntil - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#running = this.#next().finally(() => {
        this.#running = null;
        this.#schedule();
      });
    }, wait).unref();
  }

  async #next(): Promise<void> {
    const started = performance.now();
    const chore = [...this.#line.values()].find(({ dueAt }) => dueAt <= started);
    if (chore === undefined) return;
    this.#line.delete(chore.key);
    try {
      await chore.run();
    } catch (error) {
      console.error(`${chore.key} failed: ${errorMessage(error)}`);
    }
    const ended = performance.now();
    this.#restsUntil = ended + (ended - started) * (1 / LARGEST_SHARE - 1);
  }
}
