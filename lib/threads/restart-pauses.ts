/** A thread that dies as soon as it begins is begun anew after so many ms, and then after twice as many. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

/** A thread that lived for so long, in ms, did not die of its beginning. */
const SETTLED_MS = 10_000;

/** How long a thread that died is waited with before it is begun anew. */
export class RestartPauses {
  #begunAt = 0;
  #pauseMs = FIRST_PAUSE_MS;

  /** Notes that the thread begins. */
  begin(): void {
    this.#begunAt = performance.now();
  }

  /** The pause, in ms, after a thread that has just ended. */
  next(): number {
    const lived = performance.now() - this.#begunAt;
    this.#pauseMs = lived > SETTLED_MS ? FIRST_PAUSE_MS : Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    return this.#pauseMs;
  }
}
