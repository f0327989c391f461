import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import type { LogitBias } from "@/lib/core/recording/logit-bias";
import type { SamplingConstraint } from "@/lib/core/recording/turn-facts";

/** What an answer is kept to, because its client asked for that. */
export interface AnswerLimits {
  /** The client can take no tool call: what looks like one is text. */
  readonly callsAreText: boolean;
  /** The client takes one tool call and no more. */
  readonly oneCall: boolean;
  readonly logitBias: readonly LogitBias[];
  /** What the answer may say, where a call is demanded or text of a kind; null where it is free. */
  readonly grammar: AnswerGrammar | null;
  /** What of it keeps the sampler from drawing freely, for the turn. */
  readonly constraints: readonly SamplingConstraint[];
}

/** Of a call that asks for nothing. */
export const NO_LIMITS: AnswerLimits = {
  callsAreText: false,
  oneCall: false,
  logitBias: [],
  grammar: null,
  constraints: [],
};
