import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { Message } from "@/lib/core/message/message";
import type { FinishReason, LogProbSemantics, RefusalReason } from "@/lib/core/recording/turn";
import type { Completeness, GenerationSegment, UnreadReply } from "@/lib/core/recording/turn-facts";
import type { WeightSpan } from "@/lib/core/recording/weight-span";
import type { TopLogProbs } from "@/lib/engine/engine";
import type { EvidenceBlob } from "./answer-evidence";

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
  /** False when the engine echoed other prompt ids than it was sent; null when it echoed none. */
  readonly promptIdsAgree: boolean | null;
  /** What shows that the ids are all of the answer; null where there are none. */
  readonly completeness: Completeness | null;
  /** Why the ids are not proven to be what was sampled; null when they are. */
  readonly unproven: RefusalReason | null;
  /** The reply of another server, where it could not be read; the message is then none. */
  readonly unreadReply: UnreadReply | null;
  readonly cachedTokens: number | null;
  readonly weightVersion: string | null;
  /** The weights of each token; null where one version sampled all of them, or none is told. */
  readonly weightSpans: readonly WeightSpan[] | null;
  /** What the engine told of the weights, where it is not known which token is whose; else null. */
  readonly unplacedWeights: JsonValue | null;
  /** What else the engine told of the tokens, as it was asked. */
  readonly evidence: readonly EvidenceBlob[];
  /** The requests that gave it; null where it was one. */
  readonly segments: readonly GenerationSegment[] | null;
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
