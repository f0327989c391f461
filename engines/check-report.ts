/** What a check of a live engine found. */
export interface CheckReport {
  readonly check: string;
  /** What ran and what was measured, in words for the table. */
  readonly figures: string;
  /** What does not hold; empty when everything does. */
  readonly problems: readonly string[];
}

/** A row of the table of faults: what became of one fault at one engine. */
export interface FaultReport {
  readonly fault: string;
  readonly client: string;
  readonly recorded: string;
  readonly trains: string;
  readonly problems: readonly string[];
}

/** Whether an engine's route gives something, as probed live. */
export interface CapabilityReport {
  readonly capability: string;
  readonly route: string;
  readonly answer: string;
}

/** Everything that was found about one start of an engine. */
export interface StartReport {
  readonly id: string;
  readonly words: string;
  readonly version: string;
  readonly checks: readonly CheckReport[];
  readonly faults: readonly FaultReport[];
  readonly capabilities: readonly CapabilityReport[];
  /** Seconds to install (0 when it was there), until it was ready, and in all. */
  readonly seconds: { readonly install: number; readonly start: number; readonly all: number };
}
