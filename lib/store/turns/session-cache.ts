import type { SessionState } from "./session-state";

/** Sessions in memory together hold at most about this many numbers (ids, log-probs, message references). */
const WEIGHT_LIMIT = 8_000_000;

/** The sessions used last. What falls out is read again from its rows. */
export class SessionCache {
  /** In order of use: the first was used longest ago. */
  readonly #held = new Map<string, { readonly state: SessionState; readonly weight: number }>();
  #weight = 0;

  get(sessionId: string): SessionState | null {
    return this.#held.get(sessionId)?.state ?? null;
  }

  /** Keeps a state, or notes that one kept has grown and was used. */
  put(sessionId: string, state: SessionState): void {
    this.delete(sessionId);
    this.#held.set(sessionId, { state, weight: state.weight });
    this.#weight += state.weight;
    for (const id of this.#held.keys()) {
      if (this.#weight <= WEIGHT_LIMIT || id === sessionId) break;
      this.delete(id);
    }
  }

  delete(sessionId: string): void {
    this.#weight -= this.#held.get(sessionId)?.weight ?? 0;
    this.#held.delete(sessionId);
  }
}
