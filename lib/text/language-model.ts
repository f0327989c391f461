import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { Message, ToolCall } from "@/lib/core/message/message";
import type { FramingResult } from "@/lib/core/proof/framing";
import type { TemplateCheck } from "@/lib/core/proof/template-check";
import type { FinishReason } from "@/lib/core/recording/turn";
import type { AnswerDemand } from "./grammar/answer-demand";

/** What a chat template is given. */
export interface RenderInput {
  readonly messages: readonly Message[];
  /** Tool declarations in OpenAI's function form, key order as the client sent it. */
  readonly tools: readonly JsonValue[];
  /** `chat_template_kwargs`, such as `enable_thinking`. */
  readonly templateArguments: JsonObject;
  readonly addGenerationPrompt: boolean;
  /**
   * The last message is the assistant's and unfinished: the prompt ends with its content, and the model goes on from
   * there. Takes the place of the generation prompt. Throws `TemplateError` where the template cannot do that.
   */
  readonly continueFinalMessage?: boolean;
}

/** A rendered conversation. */
export interface RenderedPrompt {
  readonly ids: Int32Array;
  /**
   * First position of each message in `ids`; empty when the template does not tell. A template may
   * print a message into the unit of the one before it (Qwen's consecutive tool results). Such a message begins inside
   * that unit, at the first token that holds nothing of the message before.
   */
  readonly messageStarts: Int32Array;
  /** First position of the generation prompt, where the answer's message begins; `ids.length` without one. */
  readonly generationStart: number;
}

/** What the model said, read from its sampled ids. */
export interface ParsedOutput {
  readonly content: string;
  readonly reasoning: string | null;
  /** Without ids, which the recorder mints, save where the model samples them itself (Kimi). */
  readonly toolCalls: readonly ToolCall[];
  /** Why the output does not parse; null when it does. What follows the reasoning is then all in `content`. */
  readonly illFormed: string | null;
}

/** A piece of the answer that is safe to show while the model still samples. */
export type OutputDelta =
  | { readonly type: "reasoning"; readonly text: string }
  | { readonly type: "content"; readonly text: string }
  | { readonly type: "tool_call"; readonly index: number; readonly call: ToolCall };

/**
 * Reads an answer while it is sampled. Concatenated, the deltas of `push` and `finish` are exactly the
 * `ParsedOutput` of `finish`, whatever the split of the ids; characters in parts are held back.
 */
export interface OutputReader {
  push(ids: readonly number[]): readonly OutputDelta[];
  finish(): { readonly deltas: readonly OutputDelta[]; readonly parsed: ParsedOutput };
}

/** How an answer is read. */
export interface ReadingOptions {
  /** The client can take no tool call: what looks like one is text. False unless given. */
  readonly callsAreText?: boolean;
}

/** What a graft needs to be framed. */
export interface FrameInput {
  /** The messages after the answer that is grafted on. */
  readonly messages: readonly Message[];
  readonly answer: {
    /** What was sampled, all of it. */
    readonly outputIds: Int32Array;
    readonly finishReason: FinishReason;
    /** The answer as it was read, for the names of its calls; null when it could not be read. */
    readonly message: Message | null;
  };
  readonly templateArguments: JsonObject;
  readonly addGenerationPrompt: boolean;
}

/** A model's own way from messages to token ids and back: tokenizer, chat template, parsers. */
export interface LanguageModel {
  /** Name of the tokenizer as the setting gives it. */
  readonly name: string;
  readonly family: string;
  readonly vocabularySize: number;
  /** Tokens that end an answer. */
  readonly stopTokenIds: readonly number[];
  /** Tokens without which no tool call begins; empty where calls begin with ordinary text. */
  readonly callOpenerIds: readonly number[];
  /** Tokens that close one tool call; empty where calls close with ordinary text. */
  readonly callCloserIds: readonly number[];
  /** Whether the chat template reads an argument of this name. */
  readsArgument(name: string): boolean;
  /**
   * Runs work that renders or frames. Where the engine renders, the work stops for each render that is missing and
   * begins anew with it: it must change nothing. Rejects as the work throws, and as asking the engine does.
   */
  settle<T>(work: () => T): Promise<T>;
  /** Renders and encodes; special-token text in content stays data. Throws `TemplateError` when the template refuses. */
  render(input: RenderInput): RenderedPrompt;
  /**
   * The framing between a sampled answer and the next one: what follows the answer's ids in a grafted prompt. Learned
   * from the template by probing, and refused where the template does not allow it.
   */
  frame(input: FrameInput): FramingResult;
  /**
   * What an answer to this prompt may say to meet a demand, in the model's own layout; null where calls are demanded and
   * nobody knows how the model writes them.
   */
  demand(demand: AnswerDemand, promptIds: Int32Array): AnswerGrammar | null;
  /** What probing says of the template. Costs some ten milliseconds the first time. Of an engine's: what is known of it. */
  checkTemplate(): TemplateCheck;
  /** Encodes plain text; special-token text is data. */
  encode(text: string): Int32Array;
  /** The bytes a token stands for; a special token's are its name. Empty when the id is not in the vocabulary. */
  tokenBytes(id: number): Uint8Array;
  isSpecial(id: number): boolean;
  /** Decodes ids to text; ill-formed bytes become U+FFFD. Special tokens are kept as their names. */
  decode(ids: Iterable<number>): string;
  /**
   * Reads a whole answer. `promptIds`, where given, tells whether the prompt left the answer inside reasoning
   * (templates that end in `<think>`); without it the answer is taken to open its reasoning itself. `tools`, the
   * declared ones, tell text from numbers in layouts whose values have no types (Qwen3-Coder, GLM).
   */
  parse(
    outputIds: Int32Array,
    promptIds?: Int32Array,
    tools?: readonly JsonValue[],
    options?: ReadingOptions,
  ): ParsedOutput;
  /** How many of an answer's ids are reasoning, its marks included; `said` is the answer as it was read. */
  countReasoning(
    outputIds: Int32Array,
    said: Pick<Message, "reasoning_content" | "tool_calls"> | null,
  ): number;
  /** Reads an answer from text that was made of ids already, as `parse` reads it from the ids. */
  readText(
    text: string,
    promptIds?: Int32Array,
    tools?: readonly JsonValue[],
    options?: ReadingOptions,
  ): ParsedOutput;
  openReader(promptIds?: Int32Array, tools?: readonly JsonValue[], options?: ReadingOptions): OutputReader;
}
