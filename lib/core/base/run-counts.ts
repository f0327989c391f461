import { placeOfName } from "./place-of-name";

/** Runs whose names have the same of these places are counted as one: of ten runs two do once in 1,400 times. */
const PLACES = 65_536;

/** How many calls each run has at once, in all threads that record: each counts its own, and reads those of all. */
export class RunCounts {
  readonly #rows: readonly Int32Array[];

  /** @param own which of the rows of `memory` are this thread's calls. */
  constructor(
    readonly memory: SharedArrayBuffer,
    private readonly own: number,
  ) {
    const rowBytes = PLACES * Int32Array.BYTES_PER_ELEMENT;
    this.#rows = Array.from(
      { length: memory.byteLength / rowBytes },
      (_, row) => new Int32Array(memory, row * rowBytes, PLACES),
    );
  }

  /** Memory for the counts of so many threads. */
  static memoryFor(threads: number): SharedArrayBuffer {
    return new SharedArrayBuffer(threads * PLACES * Int32Array.BYTES_PER_ELEMENT);
  }

  /**
   * Counts one more call of a run, unless it has as many as it may have. Of two threads that ask at once for the last
   * place neither may get it.
   *
   * @returns whether it was counted; false when it had `most`.
   */
  enter(run: string, most: number): boolean {
    const place = placeOfName(run, PLACES);
    this.#add(place, 1);
    if (this.#total(place) <= most) return true;
    this.#add(place, -1);
    return false;
  }

  leave(run: string): void {
    this.#add(placeOfName(run, PLACES), -1);
  }

  /** Forgets what a thread counted that is no more. */
  forget(row: number): void {
    this.#rows[row]?.fill(0);
  }

  #add(place: number, change: number): void {
    const row = this.#rows[this.own];
    if (row !== undefined) Atomics.add(row, place, change);
  }

  #total(place: number): number {
    return this.#rows.reduce((sum, row) => sum + Atomics.load(row, place), 0);
  }
}
