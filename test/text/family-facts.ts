import type { LanguageModel } from "@/lib/text/language-model";

/** What the suite must be told of a family. */
export interface FamilyFacts {
  readonly name: string;
  load(): Promise<LanguageModel>;
  /** What the model samples for the answer "The answer.", without its stop token. */
  readonly text: string;
  /** The same after the reasoning "A thought."; null when the family has none. */
  readonly reasoned: string | null;
  /** A call of `look` with `{"at": "x", "deep": 1.0}`. */
  readonly call: string;
  /** What the template prints of that call. */
  readonly printedCall: string;
  /** The same call twice; null where one answer has one call. */
  readonly twoCalls: string | null;
  readonly stopBeforeUser: string;
  readonly stopBeforeTool: string;
  /** A stop token that the template never prints after an answer. */
  readonly otherStop: string;
  /** Whether an answer of text, sampled and then rendered from its message, is the same ids. */
  readonly rerendersText: boolean;
  /** Whether tool results can be grafted on, and several of them. */
  readonly graftsTools: boolean;
  readonly graftsToolRuns: boolean;
  /** The scaffold that follows a cut-off answer; null where the next opener is all that is missing. */
  readonly closer: string | null;
  /** Ill-formed answers and the reasons that they are given. */
  readonly illFormed: readonly (readonly [string, string])[];
}
