import type { JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { pythonJson } from "@/lib/core/json/python-json";
import { endOfJsonValue } from "@/lib/text/output/json-text";
import { fitsSchema, inventValue } from "./schema-value";
import type { Tag, TagFormat } from "./tag-format";

/** The one grammar that the engine reads: the empty text. */
const NOTHING = 'root ::= ""';

/** Whether a text is one that a format allows, from its first character to its last. */
export function isAllowed(format: TagFormat, text: string): boolean {
  return endsOf(format, text, 0, "").includes(text.length);
}

/** Where a text that fits the format and begins at `at` may end. `closer` is what any text within may run up to. */
function endsOf(format: TagFormat, text: string, at: number, closer: string): readonly number[] {
  switch (format.type) {
    case "const_string":
      return text.startsWith(format.value, at) ? [at + format.value.length] : [];
    case "json_schema":
      return jsonEnd(format.json_schema, text, at);
    case "regex": {
      const [found] = new RegExp(format.pattern, "uy").exec(text.slice(at)) ?? [];
      return found === undefined ? [] : [at + found.length];
    }
    case "grammar":
      // Of rules it reads nothing, and takes a script at its word.
      return format.grammar === NOTHING ? [at] : [text.length];
    case "any_text": {
      const end = closer === "" ? text.length : text.indexOf(closer, at);
      return end < 0 ? [] : [end];
    }
    case "sequence":
      return format.elements.reduce<readonly number[]>(
        (from, element) => from.flatMap((start) => endsOf(element, text, start, closer)),
        [at],
      );
    case "or":
      return format.elements.flatMap((element) => endsOf(element, text, at, closer));
    case "tag":
      return tagEnds(format, text, at);
    case "tags_with_separator": {
      const ends = format.tags.flatMap((tag) => tagEnds(tag, text, at));
      const next = ends.filter((end) => text.startsWith(format.separator, end));
      return [...ends, ...next.flatMap((end) => endsOf(format, text, end + format.separator.length, closer))];
    }
    default:
      return format satisfies never;
  }
}

function tagEnds({ begin, content, end }: Tag, text: string, at: number): readonly number[] {
  if (!text.startsWith(begin, at)) return [];
  return endsOf(content, text, at + begin.length, end)
    .filter((inside) => text.startsWith(end, inside))
    .map((inside) => inside + end.length);
}

function jsonEnd(schema: JsonValue, text: string, at: number): readonly number[] {
  const end = /["[{]/.test(text.charAt(at)) ? endOfJsonValue(text, at) : endOfScalar(text, at);
  if (end < 0) return [];
  try {
    return fitsSchema(parseJson(text.slice(at, end)), schema) ? [end] : [];
  } catch {
    return [];
  }
}

const SCALAR = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;

function endOfScalar(text: string, at: number): number {
  SCALAR.lastIndex = at;
  return SCALAR.test(text) ? SCALAR.lastIndex : -1;
}

/**
 * A text that a format allows, made of what was heard.
 *
 * @throws Error for a regex or a grammar, to which the engine makes up nothing.
 */
export function inventText(format: TagFormat, heard: string): string {
  switch (format.type) {
    case "const_string":
      return format.value;
    case "json_schema":
      return pythonJson(inventValue(format.json_schema, heard));
    case "regex":
      if (new RegExp(`^(?:${format.pattern})$`, "u").test("0")) return "0";
      throw new Error("The simulated engine makes up no text for a regex: script one that matches.");
    case "grammar":
      if (format.grammar === NOTHING) return "";
      throw new Error("The simulated engine makes up no text for a grammar: script one.");
    case "any_text":
      return "";
    case "sequence":
      return format.elements.map((element) => inventText(element, heard)).join("");
    case "or":
      return inventText(choose(format.elements), heard);
    case "tag":
      return format.begin + inventText(format.content, heard) + format.end;
    case "tags_with_separator":
      return inventText(choose(format.tags), heard);
    default:
      return format satisfies never;
  }
}

/** Nothing where that will do, and words rather than a call. */
function choose(formats: readonly TagFormat[]): TagFormat {
  const nothing = formats.find((format) => format.type === "grammar" && format.grammar === NOTHING);
  const json = formats.find((format) => format.type === "json_schema");
  const chosen = nothing ?? json ?? formats[0];
  if (chosen === undefined) throw new Error("A choice of nothing.");
  return chosen;
}
