import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray, listOf } from "@/lib/core/json/list-of";
import { isObject, objectOf } from "@/lib/core/json/object-of";
import { schemaReferred } from "@/lib/core/json/schema-referred";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { EngineError } from "@/lib/engine/engine-error";
import { type GbnfRules, quoted } from "./gbnf-rules";

/** Keywords that say nothing of which values fit, or are read where they stand. */
const ANNOTATIONS = new Set(
  "title description default examples format deprecated readOnly writeOnly $schema $id $comment $defs definitions strict nullable".split(
    " ",
  ),
);

/** Keywords that are said in the grammar, by the type of the value; those of any type under "". */
const SAID: Readonly<Record<string, readonly string[]>> = {
  "": ["type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref"],
  object: ["properties", "required", "additionalProperties"],
  array: ["items", "prefixItems", "minItems", "maxItems"],
  string: ["minLength", "maxLength"],
  integer: ["minimum", "exclusiveMinimum", "maximum"],
  number: ["minimum"],
};

const TYPES = ["object", "array", "string", "integer", "number", "boolean", "null"] as const;
type TypeName = (typeof TYPES)[number];

/** Integers have at most so many digits, so that every one is exact as a double. */
const DIGITS = 15;

/**
 * JSON of a JSON Schema, in GBNF. Members come in the order of their declaration, those that are required first; members
 * that are not declared only where `additionalProperties` says so, or none is declared. A keyword that a grammar
 * cannot say is refused: an answer that ignores it would not fit.
 */
export class GbnfSchema {
  private readonly referred = new Map<string, string>();

  constructor(
    private readonly rules: GbnfRules,
    private readonly schema: JsonValue,
  ) {}

  root(): string {
    return this.value(this.schema);
  }

  private value(schema: JsonValue): string {
    if (!isObject(schema)) {
      if (schema === false) throw refusal("a schema that nothing fits");
      return this.anything();
    }
    checkAlone(schema);
    if (typeof schema.$ref === "string") return this.reference(schema.$ref);
    if (Object.hasOwn(schema, "const")) return quoted(stringifyJson(schema.const ?? null));
    if (isArray(schema.enum)) return choice(schema.enum.map((option) => quoted(stringifyJson(option))));
    const options = isArray(schema.anyOf) ? schema.anyOf : isArray(schema.oneOf) ? schema.oneOf : null;
    if (options !== null) return choice(options.map((option) => this.value(option)));
    const [all, ...others] = listOf(schema.allOf);
    if (others.length > 0) throw refusal('"allOf" of several schemas');
    if (all !== undefined) return this.value(all);
    const types = typesOf(schema);
    checkKeywords(schema, types);
    return types.length === 0 ? this.anything() : choice(types.map((type) => this.typed(type, schema)));
  }

  private typed(type: TypeName, schema: JsonObject): string {
    switch (type) {
      case "object":
        return this.object(schema);
      case "array":
        return this.array(schema);
      case "string":
        return this.text(schema);
      case "integer":
        return integer(schema);
      case "number":
        return `${sign(schema)} ${MAGNITUDE} ( "." [0-9]+ )? ( [eE] [-+]? [0-9]+ )?`.trim();
      case "boolean":
        return '( "true" | "false" )';
      case "null":
        return '"null"';
      default:
        return type satisfies never;
    }
  }

  private object(schema: JsonObject): string {
    const declared = Object.entries(objectOf(schema.properties));
    const required = listOf(schema.required);
    const must = declared.filter(([name]) => required.includes(name)).map((entry) => this.member(entry));
    const may = declared.filter(([name]) => !required.includes(name)).map((entry) => this.member(entry));
    const others = this.others(schema, declared.length);
    const comma = this.comma();
    // Each rule holds the members from one on, each with the comma before it.
    let rest = others === null ? '""' : `( ${comma} ${others} )*`;
    const firsts = others === null ? [] : [`${others} ${rest}`];
    for (const member of [...may].reverse()) {
      const tail = this.rules.add("members", rest);
      firsts.unshift(`${member} ${tail}`);
      rest = `( ${comma} ${member} )? ${tail}`;
    }
    const members =
      must.length > 0
        ? `${must.join(` ${comma} `)} ${rest}`
        : firsts.length > 0
          ? `${choice(firsts)}?`
          : '""';
    const space = this.space();
    return this.rules.add("object", `"{" ${space} ${members} ${space} "}"`);
  }

  /** A member that is not declared; null where there may be none. */
  private others(schema: JsonObject, declared: number): string | null {
    const { additionalProperties: others } = schema;
    if (others === false || (others === undefined && declared > 0)) return null;
    const space = this.space();
    return this.rules.add("other", `${this.string()} ${space} ":" ${space} ${this.value(others ?? true)}`);
  }

  private member([name, schema]: readonly [string, JsonValue]): string {
    const space = this.space();
    const body = `${quoted(JSON.stringify(name))} ${space} ":" ${space} ${this.value(schema)}`;
    return this.rules.add("member", body);
  }

  private array(schema: JsonObject): string {
    const space = this.space();
    const comma = this.comma();
    if (isArray(schema.prefixItems)) {
      const items = schema.prefixItems.map((item) => this.value(item));
      return `"[" ${space} ${items.join(` ${comma} `)} ${space} "]"`;
    }
    const item = this.rules.add("item", this.value(schema.items ?? true));
    const least = Number(schema.minItems ?? 0);
    const most = schema.maxItems === undefined ? null : Number(schema.maxItems);
    if (most === 0) return `"[" ${space} "]"`;
    const rest = `( ${comma} ${item} ){${Math.max(least - 1, 0)},${most === null ? "" : most - 1}}`;
    return `"[" ${space} ( ${item} ${rest} )${least > 0 ? "" : "?"} ${space} "]"`;
  }

  private text({ minLength, maxLength }: JsonObject): string {
    if (minLength === undefined && maxLength === undefined) return this.string();
    const bounds = `{${Number(minLength ?? 0)},${maxLength === undefined ? "" : Number(maxLength)}}`;
    return `${QUOTE} ${this.character()}${bounds} ${QUOTE}`;
  }

  private reference(pointer: string): string {
    const known = this.referred.get(pointer);
    if (known !== undefined) return known;
    const target = schemaReferred(pointer, this.schema);
    if (target === undefined) throw refusal(`"$ref" to ${pointer}, which the schema does not hold`);
    const name = this.rules.reserve("referred");
    this.referred.set(pointer, name);
    this.rules.define(name, this.value(target));
    return name;
  }

  private anything(): string {
    const name = "anything";
    const known = this.referred.get(name);
    if (known !== undefined) return known;
    const rule = this.rules.reserve(name);
    this.referred.set(name, rule);
    const types = TYPES.filter((type) => type !== "integer");
    this.rules.define(rule, types.map((type) => this.typed(type, {})).join(" | "));
    return rule;
  }

  private space(): string {
    return this.rules.add("space", "[ \\t\\n]{0,20}");
  }

  private comma(): string {
    return this.rules.add("comma", `${this.space()} "," ${this.space()}`);
  }

  private character(): string {
    return this.rules.add(
      "character",
      String.raw`[^"\\\x00-\x1f\x7f] | "\\" ( ["\\/bfnrt] | "u" [0-9a-fA-F]{4} )`,
    );
  }

  private string(): string {
    return this.rules.add("string", `${QUOTE} ${this.character()}* ${QUOTE}`);
  }
}

const QUOTE = String.raw`"\""`;

const MAGNITUDE = `( "0" | [1-9] [0-9]{0,${DIGITS - 1}} )`;

function integer(schema: JsonObject): string {
  const isPositive = schema.minimum === 1 || schema.exclusiveMinimum === 0;
  return isPositive ? `[1-9] [0-9]{0,${DIGITS - 1}}` : `${sign(schema)} ${MAGNITUDE}`.trim();
}

function sign({ minimum }: JsonObject): string {
  return minimum === 0 ? "" : '"-"?';
}

function choice(options: readonly string[]): string {
  return `( ${options.join(" | ")} )`;
}

function typesOf(schema: JsonObject): readonly TypeName[] {
  const named = typeof schema.type === "string" ? [schema.type] : listOf(schema.type);
  if (named.length > 0) return TYPES.filter((type) => named.includes(type));
  return TYPES.filter((type) => (SAID[type] ?? []).some((keyword) => Object.hasOwn(schema, keyword))).slice(
    0,
    1,
  );
}

/** @throws EngineError for a keyword that would be ignored. */
function checkKeywords(schema: JsonObject, types: readonly TypeName[]): void {
  const said = new Set(["", ...types].flatMap((type) => SAID[type] ?? []));
  for (const [keyword, value] of Object.entries(schema)) {
    if (ANNOTATIONS.has(keyword) || value === null || (keyword === "uniqueItems" && value === false))
      continue;
    const isSaid =
      said.has(keyword) &&
      (types.includes("number") ? value === 0 || keyword !== "minimum" : isBoundSaid(keyword, value));
    if (!isSaid) throw refusal(`"${keyword}": ${stringifyJson(value)}`);
  }
}

/** Keywords that say all of a value by themselves, with what may stand beside them. */
const ALONE: readonly (readonly [string, readonly string[]])[] = [
  ["$ref", []],
  ["const", ["type"]],
  ["enum", ["type"]],
  ["anyOf", ["type"]],
  ["oneOf", ["type"]],
  ["allOf", ["type"]],
];

/** @throws EngineError for a keyword beside one that is read alone. */
function checkAlone(schema: JsonObject): void {
  const [first, beside] = ALONE.find(([keyword]) => Object.hasOwn(schema, keyword)) ?? [];
  if (first === undefined || beside === undefined) return;
  const other = Object.keys(schema).find(
    (keyword) => keyword !== first && !beside.includes(keyword) && !ANNOTATIONS.has(keyword),
  );
  if (other !== undefined) throw refusal(`"${other}" beside "${first}"`);
}

/** Bounds of integers that a sign, a leading digit or the number of digits can hold. */
function isBoundSaid(keyword: string, value: JsonValue): boolean {
  switch (keyword) {
    case "minimum":
      return value === 0 || value === 1 || Number(value) <= -(10 ** DIGITS);
    case "exclusiveMinimum":
      return value === 0 || Number(value) <= -(10 ** DIGITS);
    case "maximum":
      return Number(value) >= 10 ** DIGITS;
    default:
      return true;
  }
}

function refusal(what: string): EngineError {
  return new EngineError(
    "rejected",
    `The JSON schema holds ${what}, which llama.cpp's grammar cannot say: leave it out, or use SGLang or vLLM.`,
  );
}
