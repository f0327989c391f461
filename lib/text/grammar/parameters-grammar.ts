import type { AnswerGrammar, GrammarBlock } from "@/lib/core/grammar/answer-grammar";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { listOf } from "@/lib/core/json/list-of";
import { isObject, objectOf } from "@/lib/core/json/object-of";
import { isTextAlone, schemaTypes } from "@/lib/text/families/declared-types";
import { type CallableTool, oneOf, sequence } from "./call-layout";

/** How a layout without JSON writes one argument around its value. */
export interface ParameterMarks {
  begin(name: string): string;
  readonly end: string;
}

/**
 * The arguments of a call in a layout that writes each value between marks: the declared parameters in their order, those
 * that are not required at will. A value that can only be text stands bare: one of the texts of its `enum`, else any
 * text. Every other value is JSON of its schema.
 */
export function parametersGrammar({ parameters }: CallableTool, marks: ParameterMarks): AnswerGrammar {
  const root = objectOf(parameters);
  const required = listOf(root.required);
  const parts = Object.entries(objectOf(root.properties)).map(([name, schema]): AnswerGrammar => {
    const part: GrammarBlock = {
      type: "block",
      begin: marks.begin(name),
      inside: valueGrammar(schema, root),
      end: marks.end,
    };
    return required.includes(name) ? part : { type: "optional", part };
  });
  return sequence(parts);
}

/** Null: any text. */
function valueGrammar(schema: JsonValue, root: JsonObject): AnswerGrammar | null {
  if (!isTextAlone(schemaTypes(schema, root))) return { type: "json", schema: withDefinitions(schema, root) };
  const options = listOf(objectOf(schema).enum).filter((value) => typeof value === "string" && value !== "");
  if (options.length === 0) return null;
  return oneOf(options.map((text) => ({ type: "literal", text: String(text) })));
}

/** A part of a schema refers to the definitions of the whole. */
function withDefinitions(schema: JsonValue, { $defs, definitions }: JsonObject): JsonValue {
  if (!isObject(schema)) return schema;
  return {
    ...schema,
    ...($defs === undefined ? {} : { $defs }),
    ...(definitions === undefined ? {} : { definitions }),
  };
}
