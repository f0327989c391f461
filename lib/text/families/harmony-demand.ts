import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import type { AnswerDemand } from "@/lib/text/grammar/answer-demand";
import {
  type CallLayout,
  callableTools,
  callsGrammar,
  oneOf,
  sequence,
} from "@/lib/text/grammar/call-layout";

/** A call stands alone: `<|call|>` ends the answer. The tool is named in the channel's header or in the message's. */
const CALLS: CallLayout = {
  before: "",
  between: null,
  after: "",
  blocks: ({ name, parameters }) =>
    [
      `<|channel|>commentary to=functions.${name} <|constrain|>json<|message|>`,
      ` to=functions.${name}<|channel|>commentary json<|message|>`,
    ].map((begin) => ({ type: "block", begin, inside: { type: "json", schema: parameters }, end: "" })),
};

/**
 * What a harmony answer may say to meet a demand: at most one message of analysis, then the call or the final message.
 * The token that ends either is a stop token, and no part of the grammar.
 *
 * Source: the harmony response format as published with gpt-oss.
 */
export function harmonyDemand({ calls, text }: AnswerDemand): AnswerGrammar | null {
  const said = [
    ...(calls === null ? [] : [callsGrammar([CALLS], callableTools(calls.tools), true)]),
    ...(text === null ? [] : [sequence([{ type: "literal", text: "<|channel|>final<|message|>" }, text])]),
  ];
  const analysis: AnswerGrammar = {
    type: "block",
    begin: "<|channel|>analysis<|message|>",
    inside: null,
    end: "<|end|><|start|>assistant",
  };
  return sequence([{ type: "optional", part: analysis }, oneOf(said)]);
}
