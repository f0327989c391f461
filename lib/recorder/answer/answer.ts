import type { JsonObject } from "@/lib/core/json/json-value";
import type { Message } from "@/lib/core/message/message";
import type { FinishReason, LogProbSemantics } from "@/lib/core/recording/turn";
import type { TopLogProbs } from "@/lib/engine/engine";

/** What became of one generation: the tokens and the message that they make. */
export interface Answer {
  readonly outputIds: Int32Array;
  /** Null when the engine gave none, or another number than ids. */
  readonly logProbs: Float64Array | null;
  /** The likeliest tokens at each position, as many as were asked for; null when none were asked for or given. */
  readonly topLogProbs: TopLogProbs | null;
  readonly logProbSemantics: LogProbSemantics;
  readonly message: Message;
  readonly illFormed: string | null;
  readonly finishReason: FinishReason;
  readonly matchedStop: number | string | null;
  /** The engine's own count of the prompt; null when it does not say. */
  readonly enginePromptTokens: number | null;
  /** False when the engine echoed other prompt ids than it was sent. */
  readonly promptIdsAgree: boolean;
  readonly cachedTokens: number | null;
  readonly weightVersion: string | null;
  /** What else the engine told, for people to read. */
  readonly engineFacts: JsonObject;
  /** Why the generation broke off; null when it came to its end. */
  readonly broken: Error | null;
  /** Whether the deltas shown so far are what the message says; false when the engine took ids back. */
  readonly deltasHold: boolean;
  /** Milliseconds from the request to the first id and to the end. */
  readonly firstTokenMs: number | null;
  readonly engineMs: number;
}
