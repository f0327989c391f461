import { withoutKeys } from "@/lib/core/base/secret-shapes";
import type { JsonObject } from "@/lib/core/json/json-value";
import type { UnreadReply } from "@/lib/core/recording/turn-facts";
import { engineWeightSpans } from "@/lib/engine/engine-weight-spans";
import { type IdServer, LOG_PROBS_OF } from "@/lib/engine/forwarded/id-request";
import { readForwardedTokens } from "@/lib/engine/forwarded/read-forwarded-tokens";
import type { LanguageModel } from "@/lib/text/language-model";
import type { CallRequest, Protocol, ReadReply } from "@/lib/wire/protocol";
import type { Answer } from "./answer";
import { proveForwarded } from "./prove-forwarded";
import { sampledWeights } from "./sampled-weights";
import { UNSAMPLED_ANSWER } from "./unsampled-answer";

/** A reply that was passed through, as it came. */
export interface ForwardedBytes {
  readonly bytes: Uint8Array;
  /** Bytes of the whole reply; more than are held of a reply that is too long to be read. */
  readonly length: number;
  readonly contentType: string;
  readonly engineMs: number;
}

/** The call that a reply answers, and what its ids are compared with. */
export interface ForwardedContext {
  readonly protocol: Protocol;
  readonly request: CallRequest;
  readonly model: LanguageModel | null;
  /** Null for one that does not say what it is. */
  readonly server: IdServer | null;
}

/** The answer of a forwarded reply, and the prompt ids that the server names, if it does. */
export interface ForwardedAnswer {
  readonly answer: Answer;
  readonly promptIds: Int32Array;
}

/** Bytes of a reply that cannot be read that are kept. */
const KEPT_BYTES = 65_536;

/**
 * Reads a reply that was passed through. One that cannot be read is an answer too, of which the bytes are kept; null when
 * the server says that it failed. Never throws.
 */
export function forwardedAnswer(given: ForwardedBytes, context: ForwardedContext): ForwardedAnswer | null {
  try {
    return readAnswer(given, context);
  } catch (error) {
    return unreadable(
      given,
      `the reply could not be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function readAnswer(given: ForwardedBytes, context: ForwardedContext): ForwardedAnswer | null {
  const { bytes, contentType, length } = given;
  if (length > bytes.length) return unreadable(given, "the reply is longer than what is read of one");
  const reading = context.protocol.readReply(bytes, contentType);
  switch (reading.type) {
    case "failure":
      return null;
    case "unreadable":
      return unreadable(given, reading.reason);
    case "reply":
      return ofReply(reading.reply, given, context);
  }
}

function ofReply(
  reply: ReadReply,
  { bytes, contentType, engineMs }: ForwardedBytes,
  { request, model, server }: ForwardedContext,
): ForwardedAnswer {
  const tokens = readForwardedTokens(bytes, contentType);
  const told = { spans: engineWeightSpans(tokens.weightVersions), version: tokens.weightVersion };
  const received = tokens.outputIds?.length ?? 0;
  return {
    promptIds: tokens.promptIds ?? new Int32Array(),
    answer: {
      ...UNSAMPLED_ANSWER,
      outputIds: tokens.outputIds ?? new Int32Array(),
      logProbs: tokens.logProbs,
      ...(server !== null && tokens.logProbs !== null && { logProbSemantics: LOG_PROBS_OF[server] }),
      message: reply.message,
      finishReason: reply.finishReason,
      matchedStop: reply.matchedStop,
      // Of a prompt whose ids the server does not name there is nothing to compare its count with.
      enginePromptTokens: reply.promptTokens,
      ...proveForwarded(tokens, { request, reply, model }),
      cachedTokens: reply.cachedTokens,
      ...sampledWeights(told, { received, kept: received, asked: true }),
      engineFacts: {
        completion_tokens: reply.completionTokens,
        log_probs_returned: tokens.logProbCount,
        missing_ids: tokens.missing,
        ...reply.facts,
      },
      engineMs,
    },
  };
}

function unreadable(given: ForwardedBytes, reason: string): ForwardedAnswer {
  const engineFacts: JsonObject = { completion_tokens: null, log_probs_returned: 0, missing_ids: reason };
  return {
    promptIds: new Int32Array(),
    answer: {
      ...UNSAMPLED_ANSWER,
      illFormed: reason,
      unproven: "unreadable_reply",
      unreadReply: beginningOf(given),
      engineFacts,
      engineMs: given.engineMs,
    },
  };
}

/** The beginning of a reply, as text where it is text, without what reads like a key. */
function beginningOf({ bytes, length, contentType }: ForwardedBytes): UnreadReply {
  const kept = bytes.subarray(0, KEPT_BYTES);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(kept, { stream: true });
    return { contentType, length, beginning: withoutKeys(text), encoding: "utf-8" };
  } catch {
    return { contentType, length, beginning: Buffer.from(kept).toString("base64"), encoding: "base64" };
  }
}
