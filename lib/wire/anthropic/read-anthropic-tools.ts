import { z } from "zod";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { type jsonListSchema, jsonObjectSchema } from "@/lib/wire/shared/json-schemas";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";

const toolSchema = z.looseObject({
  name: z.string().min(1),
  description: z.string().optional(),
  input_schema: jsonObjectSchema.optional(),
  defer_loading: z.boolean().optional(),
});

const referenceSchema = z.looseObject({ type: z.literal("tool_reference"), tool_name: z.string() });

/** Names of the tools that a tool search has loaded: those that a tool result refers to, at any depth. */
export function referencedTools(value: JsonValue): ReadonlySet<string> {
  const names = new Set<string>();
  const open: JsonValue[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const reference = referenceSchema.safeParse(next);
    if (reference.success) names.add(reference.data.tool_name);
    else if (typeof next === "object" && next !== null) open.push(...Object.values(next));
  }
  return names;
}

/** What of Anthropic's tools the model is shown, in OpenAI's function form, and what it is not. */
export interface AnthropicTools {
  readonly tools: readonly JsonObject[];
  /** Names of tools that only Anthropic's own servers run. */
  readonly notOffered: readonly string[];
}

/**
 * Reads `tools`. One that is to be loaded later (`defer_loading`) is shown only once a tool result refers to it,
 * as Anthropic's servers do. Throws `RequestError`.
 */
export function readAnthropicTools(
  list: z.output<typeof jsonListSchema>,
  referenced: ReadonlySet<string>,
): AnthropicTools {
  const tools: JsonObject[] = [];
  const notOffered: string[] = [];
  list.forEach((value, index) => {
    const tool = readWithSchema(toolSchema, value, ["tools", index]);
    if (tool.input_schema === undefined) notOffered.push(tool.name);
    else if (tool.defer_loading !== true || referenced.has(tool.name)) {
      tools.push({
        type: "function",
        function: {
          name: tool.name,
          ...(tool.description === undefined ? {} : { description: tool.description }),
          parameters: tool.input_schema,
        },
      });
    }
  });
  return { tools, notOffered };
}
