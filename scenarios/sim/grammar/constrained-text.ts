import type { JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import type { GenerateWireRequest } from "@/scenarios/sim/generate-request";
import { readStructuralTag, type TagFormat } from "./tag-format";
import { inventText, isAllowed } from "./tag-text";

/**
 * What the engine says under the grammar of a request: what it wants to say, where the grammar allows that, else a text of
 * its own that the grammar allows. Of EBNF it reads nothing, and takes a script at its word.
 *
 * @param wanted What it would say of itself.
 * @param heard What its user said last.
 * @throws Error for a grammar that cannot be read, or to which it makes up nothing.
 */
export function constrainedText(
  { sampling_params: params }: Pick<GenerateWireRequest, "sampling_params">,
  wanted: string,
  heard: string,
): string {
  const format = formatOf(params);
  if (format === null || isAllowed(format, wanted)) return wanted;
  return inventText(format, heard);
}

/** The grammar of a request as one format; null where it has none. */
function formatOf(params: GenerateWireRequest["sampling_params"]): TagFormat | null {
  const { json_schema: schema, regex, ebnf, structural_tag: tag } = params;
  if ([schema, regex, ebnf, tag].filter((field) => field).length > 1) {
    throw new Error("Only one of json_schema, regex, ebnf, structural_tag can be set.");
  }
  if (tag) return readStructuralTag(tag);
  if (regex) return { type: "regex", pattern: regex };
  if (schema) return { type: "json_schema", json_schema: readSchema(schema) };
  if (ebnf && !/\broot\s*::=/.test(ebnf)) throw new Error("The grammar has no rule named root.");
  return null;
}

function readSchema(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch {
    throw new Error("The json_schema is no JSON.");
  }
}
