/** What is told of a span, by the names of the conventions. */
export type SpanFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** The stages of a call, in the order in which it goes through them. */
export type StageName = "read" | "admit" | "prompt" | "engine" | "record";

/** One stage of a call. */
export interface StageSpan {
  /** Headers by which whoever is asked in this stage continues the trace; none where there is no trace. */
  readonly headers: Readonly<Record<string, string>>;
  tell(facts: SpanFacts): void;
  /** Notes that something happened so many ms after the stage began. */
  mark(event: string, afterMs: number): void;
  /** @param failure its kind; absent where the stage came to its end. */
  end(failure?: string): void;
}

/** One call of the model, as a trace has it. What is told after its end is lost. */
export interface CallSpan {
  /** Whether anybody keeps it: what costs something to tell is told only then. */
  readonly isKept: boolean;
  /** Whether it may hold what was said. */
  readonly holdsContent: boolean;
  rename(name: string): void;
  tell(facts: SpanFacts): void;
  begin(stage: StageName): StageSpan;
  /** Notes that the call failed, and with what kind of failure. */
  fail(failure: string): void;
  end(): void;
}
