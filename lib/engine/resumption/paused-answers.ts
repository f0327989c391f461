import type { EnginePause } from "@/lib/engine/engine";

/** The answers that the engine broke off and that wait for it to go on. */
export class PausedAnswers {
  private readonly since = new Map<object, number>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Notes that an answer waits; returns how to say that it does no more. */
  add(): () => void {
    const answer = {};
    this.since.set(answer, this.now());
    return () => void this.since.delete(answer);
  }

  /** Null where none waits. */
  get state(): EnginePause | null {
    if (this.since.size === 0) return null;
    return { answers: this.since.size, since: Math.min(...this.since.values()) };
  }
}
