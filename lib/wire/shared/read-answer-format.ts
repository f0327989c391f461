import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import type { AnswerFormat } from "@/lib/wire/answer-wishes";
import { RequestError } from "@/lib/wire/request-error";
import { type formatSchema, wishesShape } from "./wishes-schema";

const fieldsSchema = z.object({
  regex: wishesShape.regex,
  ebnf: wishesShape.ebnf,
  structured_outputs: wishesShape.structured_outputs,
});

/** A format under the name of the field that asks for it. */
type Named = readonly [field: string, format: AnswerFormat];

/** Any JSON object. */
const ANY_OBJECT: AnswerFormat = { type: "json", schema: { type: "object" } };

function declaredFormat(
  field: string,
  format: z.output<typeof formatSchema> | null | undefined,
): readonly Named[] {
  switch (format?.type) {
    case undefined:
    case "text":
      return [];
    case "json_object":
      return [[field, ANY_OBJECT]];
    case "json_schema": {
      const schema = format.schema ?? format.json_schema?.schema;
      if (schema === undefined || schema === null) {
        throw new RequestError(`${field} is of type "json_schema" and holds no schema`, field);
      }
      return [[field, { type: "json", schema }]];
    }
    default:
      throw new RequestError(
        `${field}.type is "${format?.type}"; accepted are text, json_object, json_schema; or send regex or ebnf`,
        `${field}.type`,
      );
  }
}

/** vLLM takes a schema as JSON or as the text of it. */
function schemaOf(json: JsonValue): JsonValue {
  return typeof json === "string" ? parseJson(json) : json;
}

function structured(outputs: z.output<typeof fieldsSchema>["structured_outputs"]): readonly Named[] {
  if (outputs === null || outputs === undefined) return [];
  const { json, json_object: anyObject, regex, choice, grammar } = outputs;
  const given: AnswerFormat[] = [
    ...(json === null || json === undefined ? [] : [{ type: "json" as const, schema: schemaOf(json) }]),
    ...(anyObject === true ? [ANY_OBJECT] : []),
    ...(regex ? [{ type: "regex" as const, pattern: regex }] : []),
    ...(choice ? [{ type: "choice" as const, options: choice }] : []),
    ...(grammar ? [{ type: "grammar" as const, grammar }] : []),
  ];
  if (given.length === 0) {
    throw new RequestError(
      "structured_outputs must hold one of json, json_object, regex, choice, grammar",
      "structured_outputs",
    );
  }
  return given.map((format) => ["structured_outputs", format]);
}

/**
 * What the text of the answer must be, from the protocol's own field and those of the open engines.
 *
 * @param field The name of the protocol's own field, for errors.
 * @throws RequestError when several are asked for at once, or one that is not known.
 */
export function readAnswerFormat(
  fields: z.input<typeof fieldsSchema>,
  field: string,
  format: z.output<typeof formatSchema> | null | undefined,
): AnswerFormat {
  const asked = [
    ...declaredFormat(field, format),
    ...structured(fields.structured_outputs),
    ...(fields.regex ? [["regex", { type: "regex", pattern: fields.regex }] satisfies Named] : []),
    ...(fields.ebnf ? [["ebnf", { type: "grammar", grammar: fields.ebnf }] satisfies Named] : []),
  ];
  const [first, second] = asked;
  if (first !== undefined && second !== undefined) {
    throw new RequestError(
      `${first[0]} and ${second[0]} both say what the answer must be; send one`,
      second[0],
    );
  }
  return first?.[1] ?? { type: "text" };
}
