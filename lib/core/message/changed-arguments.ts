import { canonicalJson } from "@/lib/core/json/canonical-json";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray, listOf } from "@/lib/core/json/list-of";
import { isObject } from "@/lib/core/json/object-of";
import { schemaMember } from "@/lib/core/json/schema-member";
import { schemaParts } from "@/lib/core/json/schema-parts";

/** How a client may change the arguments of a call that it gives back. */
export type ArgumentTolerance =
  | "trailing white space in arguments"
  | "default argument added"
  | "unknown argument dropped"
  | "cd prefix removed";

/** Values of a call's arguments, or one within them, and what the tool says of it. */
interface ComparedSchema {
  readonly schema: JsonValue | undefined;
  /** The tool's whole declaration, for references. */
  readonly root: JsonValue | undefined;
}

export interface ArgumentRules {
  /** What the client is known to do to arguments. */
  readonly habits: readonly string[];
  /** The JSON Schema of the tool's parameters; undefined where it is not known. */
  readonly parameters: JsonValue | undefined;
}

/**
 * The differences to forgive for `after` to be the arguments `before` as a client gave them back; null when they differ
 * otherwise. A default that the tool's schema states may be filled in by any client, at any depth. A value that merely
 * reads like one (false, null, "") takes a client that is known to add such.
 *
 * @example
 * changedArguments({ city: "Oslo" }, { city: "Oslo", days: 1 }, { habits: [], parameters: weather });
 * // ["default argument added"], where the schema of `days` says "default": 1
 */
export function changedArguments(
  before: JsonObject,
  after: JsonObject,
  { habits, parameters }: ArgumentRules,
): readonly ArgumentTolerance[] | null {
  const at = { schema: parameters, root: parameters };
  const names = new Set<ArgumentTolerance>();
  for (const [key, value] of Object.entries(after)) {
    if (Object.hasOwn(before, key)) continue;
    const isGuessed = habits.includes("default argument added") && looksLikeDefault(value);
    if (!isGuessed && !isFilledIn(value, propertyOf(at, key))) return null;
    names.add("default argument added");
  }
  for (const [key, value] of Object.entries(before)) {
    const used = changedMember(key, value, after[key], propertyOf(at, key));
    if (used === null) return null;
    for (const name of used) names.add(name);
  }
  return [...names];
}

function changedMember(
  key: string,
  before: JsonValue,
  after: JsonValue | undefined,
  at: ComparedSchema,
): readonly ArgumentTolerance[] | null {
  // A client that drops what its schema declares has changed the call.
  if (after === undefined) return at.schema === undefined ? ["unknown argument dropped"] : null;
  if (same(before, after)) return [];
  if (addsDefaults(before, after, at)) return ["default argument added"];
  const used = changedString(key, before, after);
  return used === null ? null : [used];
}

function changedString(key: string, before: JsonValue, after: JsonValue): ArgumentTolerance | null {
  if (typeof before !== "string" || typeof after !== "string") return null;
  if (key === "command" && /^cd [^&;|\n]+ && /.test(before) && before.endsWith(` && ${after}`)) {
    return before.replace(/^cd [^&;|\n]+ && /, "") === after ? "cd prefix removed" : null;
  }
  const stripped = (value: string) => value.replace(/(?<![ \t])[ \t]+$/gm, "");
  return stripped(before) === stripped(after) ? "trailing white space in arguments" : null;
}

/** Whether two values are the same but for defaults that the schema states for what is missing in the first. */
function addsDefaults(before: JsonValue, after: JsonValue, at: ComparedSchema): boolean {
  if (same(before, after)) return true;
  if (isArray(before) && isArray(after)) {
    return (
      before.length === after.length &&
      before.every((item, index) => addsDefaults(item, after[index] ?? null, itemOf(at, index)))
    );
  }
  if (!isObject(before) || !isObject(after)) return false;
  return (
    Object.keys(before).every((key) => Object.hasOwn(after, key)) &&
    Object.entries(after).every(([key, value]) => {
      const held = before[key];
      const inner = propertyOf(at, key);
      return held === undefined ? isFilledIn(value, inner) : addsDefaults(held, value, inner);
    })
  );
}

/** Whether a value is the default that a schema states for it, or an object of nothing but such defaults. */
function isFilledIn(value: JsonValue, at: ComparedSchema): boolean {
  const isStated = schemaParts(at.schema, at.root).some((part) => {
    const stated = schemaMember(part, "default");
    return stated !== undefined && addsDefaults(stated, value, at);
  });
  if (isStated) return true;
  const members = isObject(value) ? Object.entries(value) : [];
  return members.length > 0 && members.every(([key, member]) => isFilledIn(member, propertyOf(at, key)));
}

function propertyOf({ schema, root }: ComparedSchema, key: string): ComparedSchema {
  return firstSchema(root, schemaParts(schema, root), (part) => schemaMember(part.properties, key));
}

function itemOf({ schema, root }: ComparedSchema, index: number): ComparedSchema {
  return firstSchema(
    root,
    schemaParts(schema, root),
    (part) => listOf(part.prefixItems)[index] ?? part.items,
  );
}

/** What the parts of a schema say of something within their value; all of it where several do. */
function firstSchema(
  root: JsonValue | undefined,
  parts: readonly JsonObject[],
  within: (part: JsonObject) => JsonValue | undefined,
): ComparedSchema {
  const found = parts.flatMap((part) => within(part) ?? []);
  return { schema: found.length > 1 ? { anyOf: found } : found[0], root };
}

/** The defaults that a client fills in where the model said nothing, as far as they can be told without a schema. */
function looksLikeDefault(value: JsonValue): boolean {
  return value === false || value === null || value === "";
}

function same(a: JsonValue, b: JsonValue): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
