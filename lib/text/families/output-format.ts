import type { ToolCall } from "@/lib/core/message";
import type { TextReader } from "../text-reader";

/** The part of an answer that holds its tool calls, read; or why it cannot be read. */
export type ToolSection =
  | {
      readonly type: "calls";
      readonly calls: readonly ToolCall[];
      /** Text that stood between or after the calls. */
      readonly text: string;
    }
  | { readonly type: "ill_formed"; readonly reason: string };

/** How a family writes tool calls into an answer. */
export interface ToolFormat {
  /** Any of these begins the section of tool calls, which then goes to the end of the answer. */
  readonly openers: readonly string[];
  /** Reads the section, its opener included. */
  read(section: string): ToolSection;
}

/** How a family sets reasoning apart from the answer, which follows it. */
export interface ReasoningFormat {
  readonly open: string;
  readonly close: string;
}

/** How an answer's text is laid out. */
export interface OutputFormat {
  readonly reasoning: ReasoningFormat | null;
  readonly tools: ToolFormat | null;
  /** A reader of its own, for a layout that is not reasoning, text and tool calls in that order. */
  openReader?(): TextReader;
}
