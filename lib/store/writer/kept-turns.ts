import type { Outcome, TurnWrite, Write } from "@/lib/store/write";

/** So many wait for room: their answers are sampled, and more would fill the memory. */
const MOST_KEPT = 1_024;

/**
 * Turns that a full disk did not take. Their answers are sampled already, so they are written when there is room; whoever
 * waited for them was told that they are not. So they are undelivered, and a call that comes again is given its answer.
 */
export class KeptTurns {
  #turns: TurnWrite[] = [];

  get count(): number {
    return this.#turns.length;
  }

  /** Keeps a write that found the disk full, where it is a turn. */
  add(write: Write, outcome: Outcome): void {
    if (write.type !== "turn" || outcome.type !== "failed" || outcome.fault !== "full") return;
    if (this.#turns.length >= MOST_KEPT) return;
    const turn = { ...write.rows.turn, delivery: "undelivered" };
    this.#turns.push({ ...write, rows: { ...write.rows, turn } });
  }

  /** Gives all of them up, the first that came first. */
  take(): readonly TurnWrite[] {
    const turns = this.#turns;
    this.#turns = [];
    return turns;
  }
}
