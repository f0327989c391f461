import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { Message, ToolCall } from "@/lib/core/message/message";
import type { LogitBias } from "@/lib/core/recording/logit-bias";
import type { SamplingFields } from "@/lib/core/recording/sampling-fields";
import type { FinishReason, Turn } from "@/lib/core/recording/turn";
import type { ResponseState } from "@/lib/core/recording/turn-facts";
import type { AnswerWishes } from "./answer-wishes";

export type ProtocolName = "openai_chat" | "openai_responses" | "anthropic_messages";

/** Sampling fields as the client gave them; null where it did not. */
export interface RequestedSampling extends SamplingFields<number | null> {
  readonly maxTokens: number | null;
  /** Up to 64 bits. */
  readonly seed: number | bigint | null;
  readonly stop: readonly string[];
  readonly logitBias: readonly LogitBias[];
  /** Tokens that end the answer, beside the model's own. */
  readonly stopTokenIds: readonly number[];
  /** Whether the model's own ending tokens end nothing. */
  readonly ignoreEos: boolean;
  /** Tokens before which no ending token is sampled. */
  readonly minTokens: number;
}

/** A call, read from any protocol. */
export interface CallRequest {
  readonly protocol: ProtocolName;
  readonly model: string;
  readonly messages: readonly Message[];
  /** In OpenAI's function form, key order kept. */
  readonly tools: readonly JsonValue[];
  /** As the client said it, for the reply to repeat. */
  readonly toolChoice: JsonValue;
  /** Other fields of the request that the reply repeats, as they came. */
  readonly repeated: JsonObject;
  readonly wishes: AnswerWishes;
  /** Tools that only a provider's own servers run: the model is not told of them. */
  readonly toolsNotOffered: readonly string[];
  readonly stream: boolean;
  /** Chat: whether the stream ends with a usage chunk. */
  readonly includeUsage: boolean;
  readonly logProbs: boolean;
  readonly sampling: RequestedSampling;
  readonly templateArguments: JsonObject;
  /** `metadata.session_id` and `user`, for the session rules. */
  readonly sessionHints: { readonly metadataSessionId: string | null; readonly user: string | null };
  /**
   * Whether the messages are not all there: the call refers to earlier answers by id, and was read without
   * `ParseOptions.recall`.
   */
  readonly lacksReferences: boolean;
  /** What the client may build on the answer by its id; null in a protocol without such ids. */
  readonly responseState: ResponseState | null;
  /** Facts kept with the turn: response format, metadata, unknown fields. */
  readonly facts: JsonObject;
}

/** The answer, in canonical form. */
export interface CallReply {
  readonly id: string;
  readonly model: string;
  /** Seconds since 1970, as protocols print it. */
  readonly created: number;
  readonly message: Message;
  readonly finishReason: FinishReason;
  readonly matchedStop: number | string | null;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cachedTokens: number | null;
  /** Of the completion tokens, those of its reasoning, marks included. */
  readonly reasoningTokens: number;
  /** Present when the client asked for log-probs and they were recorded. */
  readonly logProbs:
    | readonly (ToldLogProb & {
        /** The likeliest tokens at this position, likeliest first, as many as were asked for. */
        readonly top: readonly ToldLogProb[];
      })[]
    | null;
  /** The ids of prompt and answer; null when the client did not ask for them. */
  readonly tokenIds: { readonly prompt: Int32Array; readonly output: Int32Array } | null;
}

/** A token as text and bytes, and its log-prob in nats. */
export interface ToldLogProb {
  readonly token: string;
  readonly bytes: readonly number[];
  readonly logProb: number;
}

/** What of a reply is known while it is sampled. */
export type ReplyDelta =
  | { readonly type: "reasoning"; readonly text: string }
  | { readonly type: "content"; readonly text: string }
  | { readonly type: "tool_call"; readonly index: number; readonly call: ToolCall };

/** Writes one reply as that protocol's event stream; every method returns bytes ready for the socket, as text. */
export interface ReplyStream {
  /** What is sent first, before anything is sampled. */
  open(): string;
  delta(delta: ReplyDelta): string;
  /** Takes ids that belong to the answer, to be told with the next delta; absent where nobody asked for them. */
  tokens?(ids: readonly number[]): void;
  /** Sent when nothing else was for ten seconds. */
  keepAlive(): string;
  /** The closing events, from the whole reply. */
  close(reply: CallReply): string;
}

/** A failure to tell the client, before it is put in a protocol's shape. */
export interface CallFailure {
  readonly status: number;
  readonly kind:
    | "invalid_request"
    | "unauthorised"
    | "forbidden"
    | "not_found"
    | "wrong_method"
    | "too_large"
    | "too_many"
    | "conflict"
    | "turn_cap"
    | "session_finished"
    | "context_full"
    | "engine_failed"
    | "engine_silent"
    | "storage_failed"
    | "internal";
  readonly message: string;
  /** The request field at fault, if one is. */
  readonly param?: string;
  /** A name for the failure that clients of one protocol act on, where it is narrower than the kind's. */
  readonly code?: string;
  readonly retryAfterSeconds?: number;
  /** Methods that the path takes, where the call's is none of them. */
  readonly allow?: readonly string[];
}

/** A reply that another server gave, read back into canonical form. */
export interface ReadReply {
  readonly message: Message;
  /** `abort` when the reply was cut before it said how it ended. */
  readonly finishReason: FinishReason;
  readonly matchedStop: number | string | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly cachedTokens: number | null;
  /** What else the reply holds and the message does not, for people to read. */
  readonly facts: JsonObject;
}

/** What the bytes of a reply that was passed through were read as. */
export type ReplyReading =
  | { readonly type: "reply"; readonly reply: ReadReply }
  /** The server tells of a failure, and nothing was said. */
  | { readonly type: "failure" }
  /** No reply of the protocol: something else, or one that was cut before anything was said. */
  | { readonly type: "unreadable"; readonly reason: string };

/** How a request is read. */
export interface ParseOptions {
  /** What becomes of images, audio and files: an error, or a placeholder in the text. */
  readonly media: "refuse" | "placeholder";
  /** The call goes on as it is to another server, which says itself what it cannot do. */
  readonly forwarded?: boolean;
  /** Finds the turn that a call's key names in the call's session, for a body that refers to earlier answers by id. */
  readonly recall?: Recall;
}

/** A turn as far as a later call can refer to it. */
export type RecalledTurn = Pick<Turn, "promptMessages" | "responseMessage" | "responseState">;

/** @param callKey 32 hexadecimal digits, which every id of an answer holds. */
export type Recall = (callKey: string) => RecalledTurn | null;

/** One wire protocol: request in, reply, stream and errors out. */
export interface Protocol {
  readonly name: ProtocolName;
  /** Reads a parsed body. Throws `RequestError` with what is wrong and where, and `UnknownReferenceError` for a
   * reference to what the session does not have. Media is refused unless said. */
  parseRequest(body: JsonValue, options?: ParseOptions): CallRequest;
  /**
   * Reads the bytes of a reply that was passed through, a whole body or an event stream. Never throws: what does not
   * fit the protocol is kept in the message as a part that no reader knows, or makes the reply unreadable.
   */
  readReply(bytes: Uint8Array, contentType: string): ReplyReading;
  formatReply(reply: CallReply, request: CallRequest): JsonObject;
  /** The answer to a count of a prompt's tokens. */
  formatCount(promptTokens: number): JsonObject;
  openStream(
    request: CallRequest,
    header: { readonly id: string; readonly created: number; readonly promptIds: Int32Array },
  ): ReplyStream;
  formatError(failure: CallFailure): {
    readonly status: number;
    readonly body: JsonObject;
    readonly headers: Readonly<Record<string, string>>;
  };
}
