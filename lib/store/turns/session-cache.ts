import { type CacheBudget, cacheBudget } from "@/lib/core/base/cache-budget";
import type { SessionState } from "./session-state";

/** The sessions used last. What falls out is read again from its rows. */
export class SessionCache {
  readonly #held = new Map<string, SessionState>();

  constructor(private readonly budget: CacheBudget = cacheBudget()) {}

  get(sessionId: string): SessionState | null {
    return this.#held.get(sessionId) ?? null;
  }

  /** Keeps a state, or notes that one kept has grown and was used. */
  put(sessionId: string, state: SessionState): void {
    if (this.#held.get(sessionId) !== state) this.delete(sessionId);
    this.#held.set(sessionId, state);
    const drop = () => this.#held.delete(sessionId);
    this.budget.hold(state, { cache: "recordings", bytes: state.bytes, drop });
  }

  delete(sessionId: string): void {
    const state = this.#held.get(sessionId);
    if (state === undefined) return;
    this.#held.delete(sessionId);
    this.budget.release(state);
  }

  clear(): void {
    for (const id of [...this.#held.keys()]) this.delete(id);
  }
}
