import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { EvidenceColumn } from "./evidence-column";
import { type FactsForPeople, factsForPeople } from "./facts-for-people";
import type { SamplingFields } from "./sampling-fields";
import type { SideCallEvidence } from "./side-call-evidence";
import type { WeightSpan } from "./weight-span";

/** The sampling fields of a call; null where they were not recorded. */
export interface TurnSampling extends SamplingFields<number | null> {
  readonly maxNewTokens: number | null;
  readonly seed: number | bigint | null;
  readonly stop: readonly string[] | null;
}

/** What became of grafting a prompt on the turns before it. */
export interface GraftOutcome {
  /** The turn that the prompt was grafted on; null when it was rendered. */
  readonly anchor: number | null;
  /** Why it was not grafted (`GraftRefusal`), and that in a sentence; null when it was, or there was nothing to graft on. */
  readonly refusal: string | null;
  readonly detail: string | null;
}

/** What the engine told of a call that code computes with. */
export interface EngineCounts {
  /** Prompt tokens that it had cached. */
  readonly cachedTokens: number | null;
  /** Tool calls that were sampled and kept from the client. */
  readonly withheldCalls: number | null;
  /**
   * What it told of the weights where it is not known which of them sampled which token: spans that do not cover the
   * sampled ids, or names alone. Wire `unfit_weight_versions`.
   */
  readonly unplacedWeights: JsonValue;
}

/**
 * What kept the sampler from drawing a turn's tokens freely: a grammar of the engine's, logits that were added to, or
 * tokens that could not be drawn. Log-probs of such tokens may not be the model's own; see docs/engines.md.
 */
export interface SamplingConstraint {
  readonly kind: "grammar" | "bias" | "ban";
  /** The field of the request that asked for it, such as `tool_choice`. */
  readonly cause: string;
  /** The tokens that were biased or banned; null for a grammar. */
  readonly ids: readonly number[] | null;
}

/** What shows that the recorded ids are all of the answer, and what speaks against it. Figures in tokens. */
export interface Completeness {
  /**
   * `ids`: the client's reply was made of the ids. `reply`: the ids spell the reply that the client was given. Null:
   * nothing shows it.
   */
  readonly by: "ids" | "reply" | null;
  /** Sampled tokens by the engine's own count; null where it told none. */
  readonly counted: number | null;
  /** Ids that the engine sent, those after the end of the answer included. */
  readonly received: number;
  /** In what the reply differs from what the ids spell, and may: names of a closed list (docs/engines.md). */
  readonly differences: readonly string[];
  /** Why it is not shown, or what disagrees, in one sentence; null when all agrees. */
  readonly detail: string | null;
}

/** The model that sampled a turn, where it is not the one of the server's settings. */
export interface ServedBy {
  /** By which the call or its session asked for it. */
  readonly model: string;
  /** The tokenizer that made and reads its ids. */
  readonly tokenizer: string;
  /** The adapter over the weights; null: none. */
  readonly adapter: string | null;
  /** Whether what it samples may train. What may not never does, under any policy. */
  readonly trains: boolean;
}

/** Sampled tokens `[start, end)` of a turn that one request to the engine gave. */
export interface GenerationSegment {
  readonly requestId: string;
  readonly start: number;
  readonly end: number;
  /** How that request ended, a `FinishReason`: `abort` for each but the last, since the engine broke off there. */
  readonly finish: string;
}

/** A reply that could not be read, as it came. */
export interface UnreadReply {
  readonly contentType: string;
  /** Bytes of the whole reply. */
  readonly length: number;
  /** Its beginning as text, or in base64 where it is none. */
  readonly beginning: string;
  readonly encoding: "utf-8" | "base64";
}

/** What the audit of a prompt found: where the other way to build it parts from what was sent. Figures in tokens. */
export interface PromptAudit {
  readonly sentTokens: number | null;
  readonly comparedTokens: number | null;
  readonly foundTokens: number | null;
  /** First position in the prompt that differs; null when none does. */
  readonly divergence: number | null;
  readonly changedTokens: number;
  /** A `DriftCause`; null when nothing differs. */
  readonly cause: string | null;
}

/** What a client of the Responses API may build on an answer that it was given, by the answer's id. */
export interface ResponseState {
  /** Whether it asked for the answer to be kept, as it does unless it says otherwise. */
  readonly stored: boolean;
  /** Whether the first message of the prompt is the call's `instructions`, which no later call inherits. */
  readonly instructed: boolean;
  /** Whether the answer is a summary that takes the place of the conversation, because the client asked for that. */
  readonly compacted: boolean;
}

/** By what a call is known when it comes again. Both are hashes, 32 hexadecimal digits. */
export interface AskedCall {
  /** Of the body, but for whether it asks for a stream. */
  readonly body: string;
  /** Of the key that the client gave, so that the call is answered once; null without. */
  readonly idempotencyKey: string | null;
}

/**
 * The facts of a turn that code computes with. On the wire (a line of `turns.jsonl`, the columns of a database, the
 * page's `facts`) they stand in one object with the other facts: `readTurnFacts` takes them out, `turnFactsJson`
 * puts them back. Each is null when nobody recorded it.
 */
export interface TurnFacts {
  /** Names the call in the ids of its reply, of its items and of its tool calls; wire `call`. */
  readonly callKey: string | null;
  /** Null for a call of another API; wire `response_state`. */
  readonly responseState: ResponseState | null;
  /** Milliseconds since 1970; wire `received_at`. */
  readonly receivedAt: number | null;
  /** Wire `asked`. */
  readonly asked: AskedCall | null;
  /** The client's program, as the recorder named it; wire `client`. */
  readonly client: string | null;
  /** Tools as they were offered, key order kept; wire `tools`. */
  readonly tools: readonly JsonValue[] | null;
  /** What the template was given beside messages and tools; wire `template_arguments`. */
  readonly templateArguments: JsonObject | null;
  /** How tools may be called, as the client said it; wire `tool_choice`. */
  readonly toolChoice: JsonValue;
  /** The fields of the request that are named nowhere else; wire `request`. */
  readonly request: JsonObject | null;
  /** Headers in which the client says who calls and for what; wire `client_headers`. */
  readonly clientHeaders: JsonObject | null;
  /** Why the call was taken for no part of the conversation when it was recorded; wire `side_call`. */
  readonly sideCall: SideCallEvidence | null;
  /** Wire `sampling`. */
  readonly sampling: TurnSampling | null;
  /** Empty where the sampler drew freely; wire `constraints`. */
  readonly constraints: readonly SamplingConstraint[] | null;
  /**
   * The weights of each sampled token, where they changed in mid-answer; wire `weight_spans`. Null where one version
   * sampled all of it (`Turn.weightVersion`), or the engine named none.
   */
  readonly weightSpans: readonly WeightSpan[] | null;
  /** The requests that gave the answer, where the engine broke off and went on; wire `segments`. Null for one request. */
  readonly segments: readonly GenerationSegment[] | null;
  /** What else the engine told of the tokens; wire `evidence`. Null where nothing was asked for or told. */
  readonly evidence: readonly EvidenceColumn[] | null;
  /** Wire `completeness`; null in recordings made before it was looked at. */
  readonly completeness: Completeness | null;
  /** The reply, where it could not be read; wire `unread_reply`. */
  readonly unreadReply: UnreadReply | null;
  /** Position in the prompt of the opener of the answer; wire `generation_start`. */
  readonly generationStart: number | null;
  /** Wire `graft`. */
  readonly graft: GraftOutcome | null;
  /** Wire `engine`, beside what the engine tells people. */
  readonly engine: EngineCounts | null;
  /** Null where the model of the server's settings sampled it; wire `served`. */
  readonly served: ServedBy | null;
  /** Made after the turn; wire `audit`. */
  readonly audit: PromptAudit | null;
  /** What the recorder took to build the prompt, ms; wire `prompt_ms`. */
  readonly promptMs: number | null;
  /** What the engine took to answer, ms; wire `engine_ms`. */
  readonly engineMs: number | null;
  /** Protocol, engine and further timings (ms), for people to read. */
  readonly facts: FactsForPeople;
}

/** Of a turn of which nothing else is known. */
export const NO_TURN_FACTS: TurnFacts = {
  callKey: null,
  responseState: null,
  receivedAt: null,
  asked: null,
  client: null,
  tools: null,
  templateArguments: null,
  toolChoice: null,
  request: null,
  clientHeaders: null,
  sideCall: null,
  sampling: null,
  constraints: null,
  weightSpans: null,
  segments: null,
  evidence: null,
  completeness: null,
  unreadReply: null,
  generationStart: null,
  graft: null,
  engine: null,
  served: null,
  audit: null,
  promptMs: null,
  engineMs: null,
  facts: factsForPeople({}),
};
