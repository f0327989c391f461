import type { JsonValue } from "@/lib/core/json/json-value";

/** Whether the model may, must or must not call tools. */
export type ToolChoice =
  | { readonly type: "auto" }
  | { readonly type: "none" }
  /** At least one call: of one of the tools named, or of any (null). */
  | { readonly type: "required"; readonly names: readonly string[] | null };

/** What the text of an answer must be. */
export type AnswerFormat =
  | { readonly type: "text" }
  /** JSON that fits a schema. */
  | { readonly type: "json"; readonly schema: JsonValue }
  | { readonly type: "regex"; readonly pattern: string }
  /** Derived from the rule `root` of a grammar in the EBNF of xgrammar and llama.cpp. */
  | { readonly type: "grammar"; readonly grammar: string }
  | { readonly type: "choice"; readonly options: readonly string[] };

/** What a client asks of the answer, beside the prompt that it gives and the sampling that it sets. */
export interface AnswerWishes {
  readonly toolChoice: ToolChoice;
  /** No more than one tool call. */
  readonly oneCall: boolean;
  readonly format: AnswerFormat;
  /** How much to reason, in the words of the model's template; null when nothing was asked. */
  readonly effort: string | null;
  /** Whether to reason at all; null when nothing was asked. */
  readonly thinking: boolean | null;
  /** How many of the likeliest tokens to tell at each position. */
  readonly topLogProbs: number;
  /** Whether the reply holds the ids of prompt and answer. */
  readonly returnTokenIds: boolean;
}

/** What a call asks that another server answers: nothing of this one. */
export const NOTHING_WISHED: AnswerWishes = {
  toolChoice: { type: "auto" },
  oneCall: false,
  format: { type: "text" },
  effort: null,
  thinking: null,
  topLogProbs: 0,
  returnTokenIds: false,
};
