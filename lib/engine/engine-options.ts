import type { Engine } from "./engine";

export interface EngineOptions {
  readonly name: Engine["name"];
  /** Base URL without a slash at its end. */
  readonly url: string;
  /** Sent as a bearer token; null or absent: none is asked for. */
  readonly key?: string | null;
  /** The adapter over the model's weights, by the engine's own name or path; null or absent: none. */
  readonly adapter?: string | null;
  /** Longest time without a byte from the engine, in ms. */
  readonly silenceMs: number;
  /** How long an answer that it broke off waits for it to go on, in ms; null or absent: such an answer fails. */
  readonly abortWaitMs?: number | null;
}
