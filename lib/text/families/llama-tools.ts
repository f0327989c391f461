import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray } from "@/lib/core/json/list-of";
import { isObject, objectOf } from "@/lib/core/json/object-of";
import { parseGivenJson } from "@/lib/core/json/parse-given-json";
import type { ToolCall } from "@/lib/core/message/message";
import { endOfJsonValue } from "@/lib/text/output/json-text";
import type { ToolFormat, ToolSection } from "./output-format";
import { toolCallFromJson } from "./tool-call-from-json";

const PYTHON_TAG = "<|python_tag|>";

/** How a call begins, of which the rest was cut off. */
const CALL_BEGINS = /^\[?\s*\{\s*(?:"type"\s*:\s*"function"\s*,\s*)?"name"\s*:\s*"([^"]*)"/;

/** The names of declared tools; null where none are declared. */
function declaredNames(tools: readonly JsonValue[]): ReadonlySet<JsonValue> | null {
  if (tools.length === 0) return null;
  return new Set(tools.map((tool) => objectOf(objectOf(tool).function).name ?? null));
}

/** A call has a name and arguments at its top, whatever their order; the name is declared where any is. */
function isCall(value: JsonValue, names: ReadonlySet<JsonValue> | null): value is JsonObject {
  if (!isObject(value) || typeof value.name !== "string") return false;
  const hasArguments = Object.hasOwn(value, "parameters") || Object.hasOwn(value, "arguments");
  return hasArguments && (names?.has(value.name) ?? true);
}

/** A JSON value as the texts of its objects: those of a list, or the value alone. */
function objectTexts(written: string): readonly string[] {
  if (!written.startsWith("[")) return [written];
  const texts: string[] = [];
  for (let start = written.indexOf("{"); start >= 0; ) {
    const end = endOfJsonValue(written, start);
    if (end < 0) break;
    texts.push(written.slice(start, end));
    start = written.indexOf("{", end);
  }
  return texts;
}

/** How a section is read: which names are declared, and whether its opener says that it holds calls. */
interface CallReading {
  readonly names: ReadonlySet<JsonValue> | null;
  readonly isMarked: boolean;
}

/** The calls that one JSON value holds; null when it is data. */
function callsOf(written: string, { names, isMarked }: CallReading): ToolSection | null {
  let value: JsonValue;
  try {
    value = parseGivenJson(written);
  } catch {
    return isBegun(written, names) ? { type: "ill_formed", reason: "a tool call is not valid JSON" } : null;
  }
  const items = isArray(value) ? value : [value];
  const isNameless = isMarked && isObject(value) && value.name === undefined;
  if (!isNameless && (items.length === 0 || !items.every((item) => isCall(item, names)))) return null;
  const calls: ToolCall[] = [];
  for (const text of objectTexts(written)) {
    const reading = toolCallFromJson(text);
    if (reading.type === "ill_formed") return reading;
    calls.push(reading.call);
  }
  return { type: "calls", calls, text: "", illFormed: null };
}

/** Reads values set apart by semicolons or white space, as long as they are calls; what follows them is text. */
function readCalls(text: string, reading: CallReading): ToolSection {
  const calls: ToolCall[] = [];
  let at = 0;
  while (text.slice(at).trim() !== "") {
    const start = at + (/^[\s;]*/.exec(text.slice(at))?.[0].length ?? 0);
    const end = "{[".includes(text.charAt(start)) ? endOfJsonValue(text, start) : start;
    const section =
      end < 0
        ? cutOff(text.slice(start), reading)
        : end > start
          ? callsOf(text.slice(start, end), reading)
          : null;
    if (section?.type !== "calls") {
      if (calls.length === 0) return section ?? { type: "text" };
      const illFormed = section?.type === "ill_formed" ? section.reason : null;
      return { type: "calls", calls, text: text.slice(at), illFormed };
    }
    calls.push(...section.calls);
    at = end;
  }
  return calls.length === 0 ? { type: "text" } : { type: "calls", calls, text: "", illFormed: null };
}

function cutOff(text: string, { names }: CallReading): ToolSection | null {
  return isBegun(text, names) ? { type: "ill_formed", reason: "a tool call is not closed" } : null;
}

/** Whether text that is no JSON begins as a call does, of a tool that may be called. */
function isBegun(text: string, names: ReadonlySet<JsonValue> | null): boolean {
  const begun = CALL_BEGINS.exec(text)?.[1];
  return begun !== undefined && (names?.has(begun) ?? true);
}

/**
 * Llama 3.1 to 3.3: an answer that is JSON objects with a name and parameters, or a list of them, after
 * `<|python_tag|>` or on its own; several are set apart by semicolons. Any other JSON is text. Source: the chat
 * templates of Llama 3.1 and 3.2.
 */
export const llamaTools: ToolFormat = {
  openers: [PYTHON_TAG],
  firstCharacters: "{[",
  written: [
    {
      before: "",
      between: null,
      after: "",
      blocks: ({ name, parameters }) => [
        {
          type: "block",
          begin: `{"name": ${JSON.stringify(name)}, "parameters": `,
          inside: { type: "json", schema: parameters },
          end: "}",
        },
      ],
    },
  ],
  read(section, tools) {
    const isMarked = section.startsWith(PYTHON_TAG);
    return readCalls(isMarked ? section.slice(PYTHON_TAG.length) : section, {
      names: declaredNames(tools),
      isMarked,
    });
  },
};
