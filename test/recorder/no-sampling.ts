import type { RequestedSampling } from "@/lib/wire/protocol";

/** The sampling of a call that asks for nothing. */
export const NO_SAMPLING: RequestedSampling = {
  maxTokens: null,
  temperature: null,
  topP: null,
  topK: null,
  minP: null,
  frequencyPenalty: null,
  presencePenalty: null,
  repetitionPenalty: null,
  seed: null,
  stop: [],
  logitBias: [],
  stopTokenIds: [],
  ignoreEos: false,
  minTokens: 0,
};
