import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray, listOf } from "@/lib/core/json/list-of";
import { isObject } from "@/lib/core/json/object-of";
import { schemaMember } from "@/lib/core/json/schema-member";
import { schemaReferred } from "@/lib/core/json/schema-referred";
import { toolParameters } from "@/lib/core/json/tool-parameters";

/** The types of JSON Schema. */
const TYPES = ["string", "number", "integer", "boolean", "object", "array", "null"] as const;

export type DeclaredType = (typeof TYPES)[number];

/** References that refer to each other end here. */
const MOST_REFERENCES = 32;

/**
 * The types that a tool's parameter may have, read from its JSON Schema: `type` as a word or a list, `enum`, `const`,
 * `anyOf`, `oneOf`, `allOf` and `$ref` within the parameters. All types where the schema says none; null where the tool
 * or the parameter is not declared.
 *
 * @param tools Tool declarations in OpenAI's form.
 * @example
 * declaredTypes([read], "read", "path"); // of {"anyOf": [{"type": "string"}, {"type": "null"}]}: string and null
 */
export function declaredTypes(
  tools: readonly JsonValue[],
  tool: string,
  parameter: string,
): ReadonlySet<DeclaredType> | null {
  const parameters = toolParameters(tools, tool);
  const schema = schemaMember(schemaMember(parameters, "properties"), parameter);
  return schema === undefined ? null : schemaTypes(schema, parameters);
}

/** The types that a schema allows; `root` is what its references begin at. */
export function schemaTypes(schema: JsonValue, root: JsonValue | undefined): ReadonlySet<DeclaredType> {
  return new Set(typesOf(schema, root, MOST_REFERENCES));
}

/** Whether a value can be nothing but text, or null beside it. Such a value is written bare. */
export function isTextAlone(types: ReadonlySet<DeclaredType>): boolean {
  return types.has("string") && [...types].every((type) => type === "string" || type === "null");
}

function typesOf(schema: JsonValue, root: JsonValue | undefined, left: number): readonly DeclaredType[] {
  if (!isObject(schema) || left === 0) return schema === false ? [] : TYPES;
  const parts = [
    wordsOf(schema),
    valuesOf(schema),
    ...["anyOf", "oneOf"].flatMap((name) => alternatives(schema[name], root, left)),
    ...listOf(schema.allOf).map((part) => typesOf(part, root, left - 1)),
    referred(schema.$ref, root, left),
  ];
  return parts.reduce<readonly DeclaredType[]>(
    (kept, part) => (part === null ? kept : kept.filter((type) => part.includes(type))),
    TYPES,
  );
}

/** What `type` says; null where it says nothing. */
function wordsOf({ type }: JsonObject): readonly DeclaredType[] | null {
  const words = typeof type === "string" ? [type] : listOf(type);
  const known = TYPES.filter((candidate) => words.includes(candidate));
  return known.length === 0 ? null : known;
}

/** The types of the values that `enum` or `const` allows; null where there is neither. */
function valuesOf(schema: JsonObject): readonly DeclaredType[] | null {
  if (!Object.hasOwn(schema, "const") && !isArray(schema.enum)) return null;
  const values = Object.hasOwn(schema, "const") ? [schema.const ?? null] : listOf(schema.enum);
  return TYPES.filter((type) => values.some((value) => hasType(value, type)));
}

function alternatives(
  list: JsonValue | undefined,
  root: JsonValue | undefined,
  left: number,
): [readonly DeclaredType[]] | [] {
  return isArray(list) ? [list.flatMap((part) => typesOf(part, root, left - 1))] : [];
}

function referred(
  reference: JsonValue | undefined,
  root: JsonValue | undefined,
  left: number,
): readonly DeclaredType[] | null {
  const target = schemaReferred(reference, root);
  return target === undefined ? null : typesOf(target, root, left - 1);
}

function hasType(value: JsonValue, type: DeclaredType): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return isArray(value);
    case "object":
      return isObject(value);
    case "integer":
    case "number":
      return typeof value === "number" || typeof value === "bigint";
    case "string":
    case "boolean":
      return typeof value === type;
    default:
      return type satisfies never;
  }
}
