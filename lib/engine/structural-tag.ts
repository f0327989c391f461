import type { AnswerGrammar, GrammarBlock } from "@/lib/core/grammar/answer-grammar";
import type { JsonObject } from "@/lib/core/json/json-value";

/** A text that is empty: structural tags have no word of their own for it. */
const NOTHING = { type: "grammar", grammar: 'root ::= ""' };

/**
 * A grammar as a structural tag, which SGLang and vLLM hand to xgrammar.
 *
 * @example
 * structuralTag({ type: "literal", text: "yes" });
 * // { type: "structural_tag", format: { type: "const_string", value: "yes" } }
 */
export function structuralTag(grammar: AnswerGrammar): JsonObject {
  return { type: "structural_tag", format: formatOf(grammar) };
}

function formatOf(grammar: AnswerGrammar): JsonObject {
  switch (grammar.type) {
    case "literal":
      return { type: "const_string", value: grammar.text };
    case "json":
      return { type: "json_schema", json_schema: grammar.schema };
    case "regex":
      return { type: "regex", pattern: grammar.pattern };
    case "rules":
      return { type: "grammar", grammar: grammar.grammar };
    case "block":
      return tagOf(grammar);
    case "sequence":
      return grammar.parts.length === 0
        ? NOTHING
        : { type: "sequence", elements: grammar.parts.map(formatOf) };
    case "oneOf":
      return { type: "or", elements: grammar.parts.map(formatOf) };
    case "optional":
      return { type: "or", elements: [formatOf(grammar.part), NOTHING] };
    case "several":
      return severalOf(grammar);
    default:
      return grammar satisfies never;
  }
}

/** A list that its own end closes: xgrammar lets nothing follow one without, and puts it beside no other part. */
function severalOf(several: Extract<AnswerGrammar, { type: "several" }>): JsonObject {
  const content = {
    type: "tags_with_separator",
    tags: several.blocks.map(tagOf),
    separator: several.between,
    at_least_one: true,
    stop_after_first: false,
  };
  return { type: "tag", begin: several.before, content, end: several.after };
}

function tagOf({ begin, inside, end }: GrammarBlock): JsonObject {
  const content = inside === null ? { type: "any_text" } : formatOf(inside);
  return { type: "tag", begin, content, end };
}
