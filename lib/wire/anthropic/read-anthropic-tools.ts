import { z } from "zod";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray } from "@/lib/core/json/list-of";
import { isObject } from "@/lib/core/json/object-of";
import { type jsonListSchema, jsonObjectSchema } from "@/lib/wire/shared/json-schemas";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";

const toolSchema = z.looseObject({
  name: z.string().min(1),
  description: z.string().optional(),
  input_schema: jsonObjectSchema.optional(),
  defer_loading: z.boolean().optional(),
});

const changeSchema = z.looseObject({
  type: z.enum(["tool_addition", "tool_removal"]),
  tool: z.union([
    z.looseObject({ type: z.literal("tool_definition"), definition: jsonObjectSchema }),
    z.looseObject({ type: z.literal("tool_reference"), name: z.string() }),
  ]),
});

/** What the messages of a call say of its tools. */
export interface ToolChanges {
  /** Names of the tools that were loaded: a tool result refers to them, or they were added by name. */
  readonly loaded: ReadonlySet<string>;
  /** Declarations of tools that came in the middle, in their order. */
  readonly defined: readonly JsonObject[];
  /** Names of the tools that were withdrawn and not added again. */
  readonly removed: ReadonlySet<string>;
}

/** Reads what messages say of tools, at any depth: references of a tool search, additions and removals. */
export function toolChanges(value: JsonValue): ToolChanges {
  const loaded = new Set<string>();
  const removed = new Set<string>();
  const defined = new Map<string, JsonObject>();
  const change = (value: JsonObject): void => {
    const read = changeSchema.safeParse(value);
    if (!read.success) return;
    const { type, tool } = read.data;
    const definition = tool.type === "tool_definition" ? tool.definition : null;
    const name = definition === null ? tool.name : definition.name;
    if (typeof name !== "string") return;
    if (type === "tool_removal") removed.add(name);
    else {
      removed.delete(name);
      loaded.add(name);
      if (definition !== null) defined.set(name, definition);
    }
  };
  const visit = (next: JsonValue): void => {
    if (isArray(next)) next.forEach(visit);
    else if (isObject(next)) {
      const { type, tool_name: name } = next;
      if (type === "tool_addition" || type === "tool_removal") change(next);
      else if (type === "tool_reference" && typeof name === "string") loaded.add(name);
      else Object.values(next).forEach(visit);
    }
  };
  visit(value);
  return { loaded, defined: [...defined.values()], removed };
}

/** What of Anthropic's tools the model is shown, in OpenAI's function form, and what it is not. */
export interface AnthropicTools {
  readonly tools: readonly JsonObject[];
  /** Names of tools that only Anthropic's own servers run. */
  readonly notOffered: readonly string[];
}

/**
 * Reads `tools`. One that is to be loaded later (`defer_loading`) is shown only once a tool result refers to it,
 * as Anthropic's servers do. Tools that the messages add stand after the others. Throws `RequestError`.
 */
export function readAnthropicTools(
  declared: z.output<typeof jsonListSchema>,
  { loaded, defined, removed }: ToolChanges,
): AnthropicTools {
  const list = [...declared, ...defined];
  const tools: JsonObject[] = [];
  const notOffered: string[] = [];
  list.forEach((value, index) => {
    const tool = readWithSchema(toolSchema, value, ["tools", index]);
    if (removed.has(tool.name)) return;
    if (tool.input_schema === undefined) notOffered.push(tool.name);
    else if (tool.defer_loading !== true || loaded.has(tool.name)) {
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
