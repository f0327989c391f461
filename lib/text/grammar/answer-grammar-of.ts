import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import type { OutputFormat } from "@/lib/text/families/output-format";
import type { AnswerDemand, AnswerPlace } from "./answer-demand";
import { callableTools, callsGrammar, oneOf, sequence } from "./call-layout";

/** Line breaks that a model may write around reasoning and before calls. */
const LINE_BREAKS: AnswerGrammar = {
  type: "optional",
  part: {
    type: "oneOf",
    parts: [
      { type: "literal", text: "\n\n" },
      { type: "literal", text: "\n" },
    ],
  },
};

/**
 * What an answer of this layout may say to meet a demand: any reasoning first, as far as the prompt leaves room for it,
 * then what is demanded. Null where calls are demanded and nobody knows how this model writes them.
 */
export function answerGrammarOf(
  format: OutputFormat,
  demand: AnswerDemand,
  place: AnswerPlace,
): AnswerGrammar | null {
  if (format.demand !== undefined) return format.demand(demand, place);
  const written = format.tools?.written ?? [];
  const calls =
    demand.calls === null || written.length === 0
      ? []
      : [callsGrammar(written, callableTools(demand.calls.tools), demand.calls.atMostOne)];
  const said = [...calls, ...(demand.text === null ? [] : [demand.text])];
  if (said.length === 0) return null;
  const reasoning = reasoningGrammar(format, place);
  return sequence([...reasoning, oneOf(said)]);
}

function reasoningGrammar({ reasoning }: OutputFormat, place: AnswerPlace): readonly AnswerGrammar[] {
  if (reasoning === null) return [];
  const { open, close } = reasoning;
  switch (place) {
    case "in reasoning":
      return [{ type: "block", begin: "", inside: null, end: close }, LINE_BREAKS];
    case "before reasoning":
      return [
        LINE_BREAKS,
        { type: "optional", part: { type: "block", begin: open, inside: null, end: close } },
        LINE_BREAKS,
      ];
    case "after reasoning":
      return [LINE_BREAKS];
    default:
      return place satisfies never;
  }
}
