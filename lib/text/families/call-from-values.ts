import type { JsonValue } from "@/lib/core/json/json-value";
import { parseGivenJson } from "@/lib/core/json/parse-given-json";
import { type DeclaredType, declaredTypes, isTextAlone } from "./declared-types";
import { callWithArguments, type ToolCallReading } from "./tool-call-from-json";

/** How Python writes what JSON writes otherwise; models that were trained on Python do too. */
const PYTHON_WORDS: ReadonlyMap<string, string> = new Map([
  ["True", "true"],
  ["False", "false"],
  ["None", "null"],
]);

/**
 * A call from the name and text of each argument, for layouts that write values without types. A parameter that may be
 * text, and otherwise null alone, is text, save the bare word `null` where it may be that. Any other value is JSON where it reads as JSON that is not a string, and
 * text otherwise. Numbers keep the spelling that they were written in.
 *
 * @param undeclared What a parameter is that no tool declares: text, as vLLM and SGLang read Qwen3-Coder, or as any
 * other value.
 */
export function callFromValues(
  name: string,
  values: readonly (readonly [string, string])[],
  tools: readonly JsonValue[],
  undeclared: "text" | "json",
): ToolCallReading {
  const members = values.map(([key, value]) => {
    const types = declaredTypes(tools, name, key);
    const isNull = types?.has("null") === true && value.trim() === "null";
    const isText = types === null ? undeclared === "text" : isTextAlone(types) && !isNull;
    return `${JSON.stringify(key)}: ${isText ? JSON.stringify(value) : jsonOf(value, types)}`;
  });
  return callWithArguments(name, `{${members.join(", ")}}`);
}

/** A value as JSON. Python's words count only where text cannot be meant. */
function jsonOf(text: string, types: ReadonlySet<DeclaredType> | null): string {
  const mayBeText = types?.has("string") ?? true;
  const word = mayBeText ? undefined : PYTHON_WORDS.get(text.trim());
  if (word !== undefined) return word;
  return isJson(text) ? text.trim() : JSON.stringify(text);
}

function isJson(text: string): boolean {
  try {
    return typeof parseGivenJson(text) !== "string";
  } catch {
    return false;
  }
}
