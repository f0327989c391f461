import { readForwardedTokens } from "@/lib/engine/read-forwarded-tokens";
import type { Answer } from "@/lib/recorder/answer/answer";
import type { Protocol } from "@/lib/wire/protocol";

/** The answer of a forwarded reply, and the prompt ids that the server names, if it does. */
export interface ForwardedAnswer {
  readonly answer: Answer;
  readonly promptIds: Int32Array;
  /** Whether the server returned the ids of prompt and answer, without which nothing of the turn trains. */
  readonly hasIds: boolean;
}

/** Reads the bytes of a reply that was passed through; null when they hold no reply. */
export function forwardedAnswer(
  bytes: Uint8Array,
  contentType: string,
  protocol: Protocol,
  engineMs: number,
): ForwardedAnswer | null {
  const reply = protocol.readReply(bytes, contentType);
  if (reply === null) return null;
  const tokens = readForwardedTokens(bytes, contentType);
  const promptIds = tokens.promptIds ?? new Int32Array();
  return {
    promptIds,
    hasIds: tokens.promptIds !== null && tokens.outputIds !== null,
    answer: {
      outputIds: tokens.outputIds ?? new Int32Array(),
      logProbs: tokens.logProbs,
      topLogProbs: null,
      logProbSemantics: "unknown",
      message: reply.message,
      illFormed: null,
      finishReason: reply.finishReason,
      matchedStop: reply.matchedStop,
      enginePromptTokens: reply.promptTokens,
      promptIdsAgree: true,
      cachedTokens: reply.cachedTokens,
      weightVersion: null,
      engineFacts: {
        completion_tokens: reply.completionTokens,
        log_probs_returned: tokens.logProbCount,
        missing_ids: tokens.missing,
      },
      broken: null,
      deltasHold: true,
      firstTokenMs: null,
      engineMs,
    },
  };
}
