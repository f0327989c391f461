import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { ToolCall } from "@/lib/core/message/message";
import type { AnswerDemand, AnswerPlace } from "@/lib/text/grammar/answer-demand";
import type { CallLayout } from "@/lib/text/grammar/call-layout";
import type { ReadingOptions } from "@/lib/text/language-model";
import type { TextReader } from "@/lib/text/output/text-reader";

/** The part of an answer that holds its tool calls, read; or why it cannot be read. */
export type ToolSection =
  | {
      readonly type: "calls";
      readonly calls: readonly ToolCall[];
      /** Text that stood between or after the calls, one that cannot be read included. */
      readonly text: string;
      /** Why a later call cannot be read; null when all can. */
      readonly illFormed: string | null;
    }
  /** It only looked like calls. */
  | { readonly type: "text" }
  | { readonly type: "ill_formed"; readonly reason: string };

/** How a family writes tool calls into an answer. */
export interface ToolFormat {
  /** Any of these begins the section of tool calls, which then goes to the end of the answer. */
  readonly openers: readonly string[];
  /** What closes each call; absent where it is ordinary text. */
  readonly closer?: string;
  /** An answer that begins with one of these characters may be all calls, without an opener (Llama 3). */
  readonly firstCharacters?: string;
  /** How calls are written, for an answer that must hold some: any of these. */
  readonly written: readonly CallLayout[];
  /**
   * Reads the section, its opener included.
   *
   * @param tools Declared tools, in OpenAI's form, for layouts in which values have no type of their own.
   */
  read(section: string, tools: readonly JsonValue[]): ToolSection;
}

/** How a family sets reasoning apart from the answer, which follows it. */
export interface ReasoningFormat {
  readonly open: string;
  readonly close: string;
}

/** From where to where reasoning stands in an answer, in bytes, marks included. */
export type ReasoningSpan = readonly [from: number, to: number];

/** How an answer's text is laid out. */
export interface OutputFormat {
  readonly reasoning: ReasoningFormat | null;
  readonly tools: ToolFormat | null;
  /** A reader of its own, for a layout that is not reasoning, text and tool calls in that order. */
  openReader?(options: ReadingOptions): TextReader;
  /** Where reasoning stands in the text of an answer, in a layout of its own. */
  reasoningSpans?(text: string): readonly ReasoningSpan[];
  /** What an answer of that layout may say; null where it cannot be said. */
  demand?(demand: AnswerDemand, place: AnswerPlace): AnswerGrammar | null;
}
