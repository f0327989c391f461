import type { RescoredTurn } from "./rescore-turn";
import { type Spread, spreadOf, spreadWords } from "./spread";

/** Tokens from which the usual spread is learned: arithmetic of half precision has another than that of 32 bits. */
const LEARNED_TOKENS = 1024;

/** The tokens scored last, of which a drift is told. */
const RECENT_TOKENS = 256;

/** A drift is so many times the usual spread, and above what rounding makes. */
const DRIFT = 10;
const ROUNDING = 1e-3;

/** With so many tokens the difference must be well below that of a replaced id, or the scores are another model's. */
const TOKENS_TO_DOUBT = 64;

/** Learns how far scores usually lie from what was recorded, and tells when they lie farther. */
export class DriftWatch {
  readonly #learned: number[] = [];
  #usual: Spread | null = null;
  #recent: number[] = [];
  #replaced: number[] = [];

  add({ differences, replaced }: RescoredTurn): void {
    if (this.#usual === null) {
      for (const value of differences) this.#learned.push(value);
      if (this.#learned.length >= LEARNED_TOKENS) this.#usual = spreadOf(this.#learned);
    }
    this.#recent = [...this.#recent, ...differences].slice(-RECENT_TOKENS);
    this.#replaced = [...this.#replaced, ...replaced].slice(-RECENT_TOKENS);
  }

  /** The spread of the tokens scored last; null before any was. */
  get recent(): Spread | null {
    return spreadOf(this.#recent);
  }

  /** What is wrong, as the end of a sentence; null while nothing is. */
  get drift(): string | null {
    const { recent } = this;
    const control = spreadOf(this.#replaced);
    if (recent === null) return null;
    if (recent.count >= TOKENS_TO_DOUBT && control !== null && recent.median * DRIFT > control.median) {
      return `scores nothing like what was recorded (${spreadWords(recent)}; one id replaced: median ${control.median.toPrecision(2)})`;
    }
    if (this.#usual === null || recent.count < RECENT_TOKENS) return null;
    if (recent.p99 <= Math.max(DRIFT * this.#usual.p99, ROUNDING)) return null;
    return `scores otherwise than it used to (${spreadWords(recent)}; usually ${spreadWords(this.#usual)})`;
  }
}
