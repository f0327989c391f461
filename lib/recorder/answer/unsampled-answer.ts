import type { Answer } from "./answer";

/** The answer of a call for which the recorder has sampled nothing: what is known of it is set over these members. */
export const UNSAMPLED_ANSWER: Answer = {
  outputIds: new Int32Array(),
  logProbs: null,
  topLogProbs: null,
  logProbSemantics: "unknown",
  message: { role: "assistant", content: "" },
  illFormed: null,
  finishReason: "stop",
  matchedStop: null,
  enginePromptTokens: null,
  promptIdsAgree: null,
  completeness: null,
  unproven: null,
  unreadReply: null,
  cachedTokens: null,
  weightVersion: null,
  weightSpans: null,
  unplacedWeights: null,
  segments: null,
  evidence: [],
  engineFacts: {},
  broken: null,
  deltasHold: true,
  firstTokenMs: null,
  engineMs: 0,
};
