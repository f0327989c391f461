import type { JsonValue } from "./json-value";
import { objectOf } from "./object-of";

/**
 * A member of an object; nothing where the value is no object, or has none of its own of this name.
 *
 * @example
 * schemaMember({ type: "object" }, "type"); // "object"
 * schemaMember({}, "constructor"); // undefined
 */
export function schemaMember(value: JsonValue | undefined, name: string): JsonValue | undefined {
  const members = objectOf(value);
  return Object.hasOwn(members, name) ? members[name] : undefined;
}
