import type { JsonObject, JsonValue } from "./json-value";
import { listOf } from "./list-of";
import { isObject } from "./object-of";
import { schemaReferred } from "./schema-referred";

/** A schema that refers to itself has more parts than anybody needs. */
const MOST_PARTS = 64;

/**
 * A JSON Schema and every other that it refers to for the same value: by `$ref`, `anyOf`, `oneOf` and `allOf`, at most
 * 64 of them.
 *
 * @param root The document that holds the schema, for its references.
 * @example
 * schemaParts({ anyOf: [{ type: "null" }] }, {}); // both objects
 */
export function schemaParts(
  schema: JsonValue | undefined,
  root: JsonValue | undefined,
): readonly JsonObject[] {
  const parts: JsonObject[] = [];
  const open: (JsonValue | undefined)[] = [schema];
  for (let next = open.shift(); next !== undefined && parts.length < MOST_PARTS; next = open.shift()) {
    if (!isObject(next)) continue;
    parts.push(next);
    const others = ["anyOf", "oneOf", "allOf"].flatMap((name) =>
      listOf(isObject(next) ? next[name] : undefined),
    );
    const referred = schemaReferred(next.$ref, root);
    open.push(...(referred === undefined ? [] : [referred]), ...others);
  }
  return parts;
}
