import type { JsonValue } from "./json-value";
import { schemaMember } from "./schema-member";

/**
 * What `$ref` of a JSON Schema refers to within the same document (RFC 6901); nothing where it leads out of it.
 *
 * @param root The document.
 * @example
 * schemaReferred("#/$defs/Path", { $defs: { Path: { type: "string" } } }); // { type: "string" }
 */
export function schemaReferred(
  reference: JsonValue | undefined,
  root: JsonValue | undefined,
): JsonValue | undefined {
  if (typeof reference !== "string" || !reference.startsWith("#")) return undefined;
  const path = reference.split("/").slice(1);
  return path.reduce<JsonValue | undefined>((at, name) => schemaMember(at, unescaped(name)), root);
}

/** A name of a JSON Pointer. */
function unescaped(name: string): string {
  return name.replaceAll("~1", "/").replaceAll("~0", "~");
}
