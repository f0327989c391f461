import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import type { JsonValue } from "@/lib/core/json/json-value";

/** What an answer must be, after any reasoning: calls, or text of a kind, or either. */
export interface AnswerDemand {
  /** Calls of these tools, in OpenAI's form; null: no call. */
  readonly calls: { readonly tools: readonly JsonValue[]; readonly atMostOne: boolean } | null;
  /** What its text must be; null: no text. */
  readonly text: AnswerGrammar | null;
}

/**
 * Where the prompt leaves an answer: before any reasoning, inside it (templates that end in `<think>`), or behind it
 * (thinking that was switched off).
 */
export type AnswerPlace = "before reasoning" | "in reasoning" | "after reasoning";
