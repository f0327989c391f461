import type { AnswerGrammar } from "@/lib/core/grammar/answer-grammar";
import type { OutputFormat } from "@/lib/text/families/output-format";
import type { AnswerDemand, AnswerPlace } from "./answer-demand";
import { callableTools, callsGrammar, oneOf, sequence } from "./call-layout";

const LINE_BREAK: AnswerGrammar = { type: "optional", part: { type: "literal", text: "\n" } };

/** What a model may write behind reasoning, which is layout. */
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
  const said = [...demandedCalls(format, demand), ...(demand.text === null ? [] : [demand.text])];
  if (said.length === 0) return null;
  return sequence([...reasoningGrammar(format, place), oneOf(said)]);
}

/** None where none are demanded, or nobody knows how to write them. A line break before calls is layout. */
function demandedCalls(
  { reasoning, tools }: OutputFormat,
  { calls }: AnswerDemand,
): readonly AnswerGrammar[] {
  const written = tools?.written ?? [];
  if (calls === null || written.length === 0) return [];
  const grammar = callsGrammar(written, callableTools(calls.tools), calls.atMostOne);
  return [reasoning === null ? grammar : sequence([LINE_BREAK, grammar])];
}

function reasoningGrammar({ reasoning }: OutputFormat, place: AnswerPlace): readonly AnswerGrammar[] {
  if (reasoning === null) return [];
  const { open, close } = reasoning;
  switch (place) {
    case "in reasoning":
      return [{ type: "block", begin: "", inside: null, end: close }, LINE_BREAKS];
    case "before reasoning": {
      const reasoned: AnswerGrammar = { type: "block", begin: open, inside: null, end: close };
      return [{ type: "optional", part: sequence([LINE_BREAK, reasoned, LINE_BREAKS]) }];
    }
    case "after reasoning":
      return [];
    default:
      return place satisfies never;
  }
}
