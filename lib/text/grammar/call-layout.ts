import type { AnswerGrammar, GrammarBlock } from "@/lib/core/grammar/answer-grammar";
import type { JsonValue } from "@/lib/core/json/json-value";
import { isObject, objectOf } from "@/lib/core/json/object-of";

/** A tool that a call may name. */
export interface CallableTool {
  readonly name: string;
  /** The JSON Schema of its arguments, an object. */
  readonly parameters: JsonValue;
}

/** How a family writes the calls of one answer, told from its chat template. */
export interface CallLayout {
  /** What stands before the first call and after the last: all that calls have in common there. */
  readonly before: string;
  readonly after: string;
  /** What stands between two calls; null where an answer holds one call alone. */
  readonly between: string | null;
  /** The spellings of a call of this tool, without what is before and after. */
  blocks(tool: CallableTool): readonly GrammarBlock[];
}

/** Reads declarations in OpenAI's form. A tool without parameters takes an empty object. */
export function callableTools(tools: readonly JsonValue[]): readonly CallableTool[] {
  return tools.flatMap((tool) => {
    const { name, parameters } = objectOf(objectOf(tool).function);
    if (typeof name !== "string") return [];
    return [{ name, parameters: isObject(parameters) ? parameters : NO_PARAMETERS }];
  });
}

const NO_PARAMETERS = { type: "object", properties: {}, additionalProperties: false };

/** One call, or one and more, of any of the tools, in any of the layouts that a family has. */
export function callsGrammar(
  layouts: readonly CallLayout[],
  tools: readonly CallableTool[],
  atMostOne: boolean,
): AnswerGrammar {
  return oneOf(layouts.map((layout) => layoutGrammar(layout, tools, atMostOne)));
}

function layoutGrammar(
  layout: CallLayout,
  tools: readonly CallableTool[],
  atMostOne: boolean,
): AnswerGrammar {
  const { before, between, after } = layout;
  const blocks = tools.flatMap((tool) => layout.blocks(tool));
  if (!atMostOne && between !== null) return { type: "several", before, blocks, between, after };
  return sequence([...literal(before), oneOf(blocks), ...literal(after)]);
}

/** A text as a part; none where it is empty. */
export function literal(text: string): readonly AnswerGrammar[] {
  return text === "" ? [] : [{ type: "literal", text }];
}

/** The only part, or a choice of several. */
export function oneOf(parts: readonly AnswerGrammar[]): AnswerGrammar {
  const [only, second] = parts;
  return only !== undefined && second === undefined ? only : { type: "oneOf", parts };
}

/** The only part, or several one after another. */
export function sequence(parts: readonly AnswerGrammar[]): AnswerGrammar {
  const [only, second] = parts;
  return only !== undefined && second === undefined ? only : { type: "sequence", parts };
}
