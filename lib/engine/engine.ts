import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import type { JsonObject } from "@/lib/core/json/json-value";
import type { LogitBias } from "@/lib/core/recording/logit-bias";
import type { SamplingFields } from "@/lib/core/recording/sampling-fields";
import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";
import type { FinishReason, LogProbSemantics } from "@/lib/core/recording/turn";

/** Every sampling field, always sent: engines fill absent ones from defaults of their own. */
export interface Sampling extends SamplingFields<number> {
  readonly maxNewTokens: number;
  /** Up to 64 bits. */
  readonly seed: number | bigint | null;
  /** Tokens before which no ending token is sampled; 0 unless given. */
  readonly minNewTokens?: number;
  /** Whether the model's own ending tokens end nothing; false unless given. */
  readonly ignoreEos?: boolean;
}

/** One generation: token ids in. `signal` aborts it at the engine, so that no slot stays busy. */
export interface GenerateRequest {
  /** Fixed length and globally unique: SGLang aborts by prefix. */
  readonly requestId: string;
  readonly promptIds: Int32Array;
  readonly sampling: Sampling;
  readonly stopTokenIds: readonly number[];
  /** Session affinity for prefix caches. */
  readonly routingKey: string;
  /**
   * False when nobody waits for `tokens` events: the engine is then asked for its reply in one piece, which costs
   * less where frames repeat all that came before. True unless given.
   */
  readonly stream?: boolean;
  /** None unless given. */
  readonly logitBias?: readonly LogitBias[];
  /** What the answer may say; anything, stop tokens apart, unless given. */
  readonly grammar?: AnswerGrammar | null;
  /** How many of the likeliest tokens to tell at each position; 0 unless given. */
  readonly topLogProbs?: number;
  /** Makes the sampler all but certain to draw this id, to see what the engine does with it. */
  readonly favouredId?: number;
  readonly signal: AbortSignal;
}

/** Ids as they are sampled. Log-probs may come later or never; the final event holds them all. */
export interface TokensEvent {
  readonly type: "tokens";
  readonly ids: readonly number[];
}

/** The likeliest tokens at each position of an answer. */
export type TopLogProbs = readonly (readonly TokenLogProb[])[];

/** The end of a generation: the whole truth about it, superseding the token events. */
export interface GenerationEvent {
  readonly type: "generation";
  readonly outputIds: Int32Array;
  /** In nats, one per output id; null when the engine gave none or another number than ids. Unknown ones are NaN. */
  readonly logProbs: Float64Array | null;
  /** The likeliest tokens at each position, likeliest first; null or absent when none were asked for or given. */
  readonly topLogProbs?: TopLogProbs | null;
  /** How many log-probs the engine did return. */
  readonly logProbCount: number;
  readonly logProbSemantics: LogProbSemantics;
  readonly finishReason: FinishReason;
  readonly matchedStop: number | string | null;
  /** The engine's own count of prompt tokens; null when it does not say. */
  readonly promptTokens: number | null;
  /** The engine's own count of sampled tokens; null when it does not say. */
  readonly completionTokens: number | null;
  /** Whether a later frame said other ids than an earlier one for the same places; absent when none did. */
  readonly tookBack?: boolean;
  /** False when the engine echoed prompt ids that are not those sent; absent when it echoes none. */
  readonly promptIdsAgree?: boolean;
  readonly cachedTokens: number | null;
  readonly weightVersion: string | null;
  /** Anything else worth keeping with the turn. */
  readonly facts: JsonObject;
}

export type EngineEvent = TokensEvent | GenerationEvent;

/** What an engine was found to do when it was first used. */
export interface EngineProbe {
  readonly ok: boolean;
  /** One sentence for people. */
  readonly detail: string;
}

export interface EngineHealth {
  readonly ok: boolean;
  readonly detail: string;
  /** The model's context length as the engine serves it, in tokens; null when it does not say. */
  readonly contextTokens: number | null;
  /** What the probe on first use found; absent until then. */
  readonly probe?: EngineProbe;
  /** What went wrong since a generation last came through; absent where nothing did. */
  readonly failures?: EngineFailures;
}

/** Calls that failed at the engine, one after the other. */
export interface EngineFailures {
  readonly calls: number;
  /** When the first of them did, in milliseconds since 1970. */
  readonly since: number;
  /** What the engine said to the last. */
  readonly last: string;
}

/**
 * An inference engine: token ids in, token ids and log-probs out, never its own text.
 *
 * `generate` yields any number of `tokens` events and ends with exactly one `generation` event, or throws
 * `EngineError`. When the signal aborts it cancels the work at the engine and waits a second for what was
 * sampled until then. It yields that as its `generation` if it came, and throws the signal's reason.
 */
export interface Engine {
  readonly name: "sglang" | "vllm" | "llamacpp" | "passthrough" | "sim";
  readonly url: string;
  generate(request: GenerateRequest): AsyncGenerator<EngineEvent, void, undefined>;
  health(signal: AbortSignal): Promise<EngineHealth>;
  /**
   * Fields of a sampling that the engine takes and does nothing with, by the names of Chat Completions; absent where
   * there are none. Never rejects: of what an engine does not say, nothing is said.
   */
  ignores?(sampling: Sampling): Promise<readonly string[]>;
}
