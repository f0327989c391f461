import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import type { JsonObject } from "@/lib/core/json/json-value";
import type { LogitBias } from "@/lib/core/recording/logit-bias";
import type { SamplingFields } from "@/lib/core/recording/sampling-fields";
import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";
import type { FinishReason, LogProbSemantics } from "@/lib/core/recording/turn";
import type { GenerationSegment } from "@/lib/core/recording/turn-facts";
import type { WeightSpan } from "@/lib/core/recording/weight-span";

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
  /** Headers by which the engine continues the trace of the call; none unless given. */
  readonly traceHeaders?: Readonly<Record<string, string>>;
  /** None unless given. */
  readonly logitBias?: readonly LogitBias[];
  /** What the answer may say; anything, stop tokens apart, unless given. */
  readonly grammar?: AnswerGrammar | null;
  /** How many of the likeliest tokens to tell at each position; 0 unless given. */
  readonly topLogProbs?: number;
  /** What else to tell of the tokens; nothing unless given. */
  readonly evidence?: EvidenceWish;
  /** Ids after which an answer that the engine broke off is whole: those that close a tool call. None unless given. */
  readonly closingIds?: readonly number[];
  /** Called when the engine broke the answer off and it waits for the engine to go on; may be called again. */
  readonly onBroken?: () => void;
  /** Makes the sampler all but certain to draw this id, to see what the engine does with it. */
  readonly favouredId?: number;
  readonly signal: AbortSignal;
}

/** Ids to be scored: what the model gives each of them from a position on, after all before it. */
export interface ScoreRequest {
  readonly ids: Int32Array;
  /** First position that is scored; at least 1. */
  readonly from: number;
  readonly signal: AbortSignal;
}

/** A conversation in the shape of Chat Completions, to be rendered by the engine's own template. */
export interface ChatRender {
  /** Messages, tools and what else that template is given; without a model's name. */
  readonly conversation: JsonObject;
  readonly signal: AbortSignal;
}

/** A text to be made ids of by the engine's own tokenizer. */
export interface TokenizeRequest {
  readonly text: string;
  readonly signal: AbortSignal;
}

/** What an engine said of ids that it was asked to score. */
export interface ScoredIds {
  /** In nats, one for each position that was asked for: the model's own. Unknown ones are NaN. */
  readonly logProbs: Float64Array;
  /** The weights that scored them; null when the engine does not say. */
  readonly weightVersion: string | null;
}

/** What an engine is asked to tell beside ids and log-probs. An engine that cannot tells nothing of it. */
export interface EvidenceWish {
  /** The tokens that top-p, top-k and min-p left, with their log-probs. */
  readonly support: boolean;
  readonly experts: boolean;
  /** The first position in the prompt whose experts are asked for. */
  readonly expertsFrom: number;
}

/** The experts that tokens were routed to: so many numbers for each token of the prompt and answer from `start` on. */
export interface RoutedExperts {
  readonly start: number;
  readonly tokens: number;
  readonly values: Int32Array;
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
  /** The tokens that could be drawn at each position; null or absent when not asked for or given. */
  readonly support?: TopLogProbs | null;
  readonly experts?: RoutedExperts | null;
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
  /** The weights of each sampled token, as the engine tells them; null or absent where it tells none. */
  readonly weightSpans?: readonly WeightSpan[] | null;
  /** The requests that gave it, in order; absent where it was one. */
  readonly segments?: readonly GenerationSegment[];
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
  /** Answers that it broke off and that wait for it to go on; absent where there are none. */
  readonly paused?: EnginePause;
  /** How each address is, where one engine has several. */
  readonly addresses?: readonly AddressHealth[];
  /** What went wrong since a generation last came through; absent where nothing did. */
  readonly failures?: EngineFailures;
}

/** What calls have met at an engine, as those know who made them. */
export interface EngineStanding extends Pick<EngineHealth, "failures" | "paused"> {
  /** What it refuses beside generations, in one sentence that its detail goes on with; absent where nothing is. */
  readonly refuses?: string;
}

/** Answers that wait for an engine that broke them off, as it does for new weights. */
export interface EnginePause {
  readonly answers: number;
  /** Since when the first of them waits, in milliseconds since 1970. */
  readonly since: number;
}

/** How one of several addresses of an engine is. */
export interface AddressHealth {
  readonly url: string;
  readonly ok: boolean;
  readonly detail: string;
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
  /** What of its health the calls tell that were made here; absent where they tell nothing. */
  standing?(): EngineStanding;
  /**
   * Fields of a sampling that the engine takes and does nothing with, by the names of Chat Completions; absent where
   * there are none. Never rejects: of what an engine does not say, nothing is said.
   */
  ignores?(sampling: Sampling): Promise<readonly string[]>;
  /**
   * Log-probs of ids that were sampled before, without temperature, penalties, bias or grammar. Absent where an engine
   * cannot.
   */
  score?(request: ScoreRequest): Promise<ScoredIds>;
  /** The ids that its chat route would sample after. Absent where an engine renders nothing. Throws `EngineError`. */
  renderChat?(request: ChatRender): Promise<Int32Array>;
  /** The ids of a text, without those that begin one. Absent where an engine does not say. Throws `EngineError`. */
  tokenize?(request: TokenizeRequest): Promise<Int32Array>;
}
