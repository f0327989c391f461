import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray, listOf } from "@/lib/core/json/list-of";
import { isObject, objectOf } from "@/lib/core/json/object-of";
import { schemaReferred } from "@/lib/core/json/schema-referred";

/** How much of what it heard the engine repeats, in characters. */
const ECHOED = 160;

/** Schemas that hold themselves are followed so far. */
const DEEPEST = 16;

/** The words of JSON Schema for a type. */
const TYPES: readonly JsonValue[] = ["string", "number", "integer", "boolean", "object", "array", "null"];

/** A schema, the whole that its references begin at, and how deep it stands in it. */
interface SchemaPlace {
  readonly schema: JsonValue;
  readonly root: JsonValue;
  readonly depth: number;
}

/** @throws Error for a type that JSON has not, as xgrammar refuses it. */
function settled({ schema, root, depth }: SchemaPlace): SchemaPlace & { readonly members: JsonObject } {
  if (depth > DEEPEST) throw new Error("The schema holds itself without an end.");
  const members = objectOf(schema);
  const named = typeof members.type === "string" ? [members.type] : listOf(members.type);
  const unknown = named.find((type) => !TYPES.includes(type));
  if (unknown !== undefined) throw new Error(`Unsupported type ${JSON.stringify(unknown)}`);
  if (typeof members.$ref !== "string") return { schema, root, depth, members };
  const target = schemaReferred(members.$ref, root);
  if (target === undefined) throw new Error(`Cannot find field ${members.$ref} in schema.`);
  return settled({ schema: target, root, depth: depth + 1 });
}

/** A value that fits a schema, made of what was heard. Members that are not required are left out, but for an only one. */
export function inventValue(schema: JsonValue, heard: string, root = schema, depth = 0): JsonValue {
  const { members, root: whole, depth: at } = settled({ schema, root, depth });
  const within = (part: JsonValue) => inventValue(part, heard, whole, at + 1);
  if (Object.hasOwn(members, "const")) return members.const ?? null;
  if (isArray(members.enum)) return members.enum[0] ?? null;
  const [option] = [...listOf(members.anyOf), ...listOf(members.oneOf), ...listOf(members.allOf)];
  if (option !== undefined) return within(option);
  switch (isArray(members.type) ? members.type[0] : members.type) {
    case "integer":
    case "number":
      return inventNumber(members, heard);
    case "boolean":
      return true;
    case "null":
      return null;
    case "array":
      return Array.from({ length: Number(members.minItems ?? 0) }, () => within(members.items ?? true));
    case "string":
      return inventText(members, heard);
    default:
      return isObject(members.properties) || members.type === "object"
        ? inventObject(members, within)
        : heardName(heard);
  }
}

function inventObject(members: JsonObject, within: (schema: JsonValue) => JsonValue): JsonObject {
  const properties = objectOf(members.properties);
  const required = listOf(members.required).map(String);
  const names = required.length > 0 ? required : Object.keys(properties).slice(0, 1);
  return Object.fromEntries(names.map((name) => [name, within(properties[name] ?? true)]));
}

function inventNumber({ minimum, maximum }: JsonObject, heard: string): number {
  const said = Number(/-?\d+/.exec(heard)?.[0] ?? 1);
  return Math.min(Math.max(said, Number(minimum ?? said)), Number(maximum ?? Number.MAX_SAFE_INTEGER));
}

function inventText({ minLength, maxLength }: JsonObject, heard: string): string {
  return heardName(heard)
    .padEnd(Number(minLength ?? 0), ".")
    .slice(0, Number(maxLength ?? ECHOED));
}

/** What stands in quotes, else a name, else all of it. */
function heardName(heard: string): string {
  return (
    /["“'`]([^"“”'`]+)["”'`]/.exec(heard)?.[1] ?? /\b(?!^)[A-Z]\w+/.exec(heard)?.[0] ?? heard.slice(0, ECHOED)
  );
}

/** Whether a value fits what the engine reads of a schema: types, members, items, choices and references. */
export function fitsSchema(value: JsonValue, schema: JsonValue, root = schema, depth = 0): boolean {
  const { members, root: whole, depth: at } = settled({ schema, root, depth });
  const fits = (part: JsonValue, against: JsonValue) => fitsSchema(part, against, whole, at + 1);
  if (members.const !== undefined && JSON.stringify(members.const) !== JSON.stringify(value)) return false;
  if (isArray(members.enum) && !members.enum.some((option) => option === value)) return false;
  const options = [...listOf(members.anyOf), ...listOf(members.oneOf)];
  if (options.length > 0 && !options.some((option) => fits(value, option))) return false;
  if (!listOf(members.allOf).every((part) => fits(value, part))) return false;
  const named = typeof members.type === "string" ? [members.type] : listOf(members.type);
  if (named.length > 0 && !named.some((type) => hasType(value, type))) return false;
  if (isArray(value)) return value.every((item) => fits(item, members.items ?? true));
  return !isObject(value) || fitsMembers(value, members, fits);
}

function fitsMembers(
  value: JsonObject,
  members: JsonObject,
  fits: (part: JsonValue, against: JsonValue) => boolean,
): boolean {
  const properties = objectOf(members.properties);
  const hasRequired = listOf(members.required).every((name) => Object.hasOwn(value, String(name)));
  const isOpen = members.additionalProperties ?? Object.keys(properties).length === 0;
  return (
    hasRequired &&
    Object.entries(value).every(([name, member]) => {
      const declared = properties[name] ?? isOpen;
      return declared !== false && fits(member, declared);
    })
  );
}

function hasType(value: JsonValue, type: JsonValue): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return typeof value === "bigint" || Number.isInteger(value);
    case "number":
      return typeof value === "number" || typeof value === "bigint";
    default:
      return typeof value === type;
  }
}
