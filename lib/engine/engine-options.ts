import type { Engine } from "./engine";

export interface EngineOptions {
  readonly name: Engine["name"];
  /** Base URL without a slash at its end. */
  readonly url: string;
  /** Sent as a bearer token; null or absent: none is asked for. */
  readonly key?: string | null;
  /** Longest time without a byte from the engine, in ms. */
  readonly silenceMs: number;
}
