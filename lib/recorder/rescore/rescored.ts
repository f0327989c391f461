import type { RescoreOutcome } from "./rescore-turn";
import { type Spread, spreadOf } from "./spread";

/** Many turns held against an engine. */
export class Rescored {
  readonly #differences: number[] = [];
  readonly #shifted: number[] = [];
  readonly #replaced: number[] = [];
  readonly #left = new Map<string, number>();
  #turns = 0;

  add(outcome: RescoreOutcome): void {
    if (outcome.kind === "not_compared") {
      this.#left.set(outcome.reason, (this.#left.get(outcome.reason) ?? 0) + 1);
      return;
    }
    this.#turns += 1;
    for (const value of outcome.differences) this.#differences.push(value);
    for (const value of outcome.shifted) this.#shifted.push(value);
    for (const value of outcome.replaced) this.#replaced.push(value);
  }

  /** Turns that were compared. */
  get turns(): number {
    return this.#turns;
  }

  /** How many turns were not compared, by the reason. */
  get left(): ReadonlyMap<string, number> {
    return this.#left;
  }

  /** Recorded against scored; null when no turn was compared. */
  get differences(): Spread | null {
    return spreadOf(this.#differences);
  }

  /** The control shifted by one position. */
  get shifted(): Spread | null {
    return spreadOf(this.#shifted);
  }

  /** The control with one id replaced. */
  get replaced(): Spread | null {
    return spreadOf(this.#replaced);
  }

  /**
   * How far each control's median stands above the 99th percentile of the difference, as a factor, the weakest first;
   * empty where nothing was compared. On a model that is sure of most tokens the shifted one is weak.
   */
  get controlFactors(): readonly number[] {
    const { differences } = this;
    if (differences === null) return [];
    return [this.shifted, this.replaced]
      .flatMap((control) => (control === null ? [] : [control.median / differences.p99]))
      .sort((a, b) => a - b);
  }
}
