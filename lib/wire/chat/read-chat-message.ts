import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { Message, ToolCall } from "@/lib/core/message/message";
import { readToolCall } from "@/lib/core/message/read-tool-call";
import type { ParseOptions } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import { contentParts } from "@/lib/wire/shared/content-parts";
import { jsonValueSchema } from "@/lib/wire/shared/json-schemas";
import { readContent } from "@/lib/wire/shared/read-content";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";

const ROLES = ["system", "developer", "user", "assistant", "tool"] as const;

const roleSchema = z.looseObject({ role: z.string() });

const promptMessageSchema = z.looseObject({
  content: jsonValueSchema.optional(),
  name: z.string().nullish(),
});

const toolMessageSchema = z.looseObject({
  content: jsonValueSchema.optional(),
  tool_call_id: z.string().nullish(),
  name: z.string().nullish(),
});

const toolCallSchema = z.looseObject({
  id: z.string().nullish(),
  type: z.literal("function", { error: 'must be "function"' }).nullish(),
  function: z.looseObject({
    name: z.string().min(1),
    arguments: jsonValueSchema.nullish(),
  }),
});

const assistantMessageSchema = z.looseObject({
  content: jsonValueSchema.optional(),
  name: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  reasoning: z.string().nullish(),
  tool_calls: z.array(toolCallSchema).nullish(),
});

function nameField(name: string | null | undefined): { name?: string } {
  return typeof name === "string" ? { name } : {};
}

function toolCallsField(calls: readonly z.output<typeof toolCallSchema>[]): {
  tool_calls?: readonly ToolCall[];
} {
  if (calls.length === 0) return {};
  return {
    tool_calls: calls.map((call) =>
      readToolCall(call.function.name, call.function.arguments ?? null, call.id),
    ),
  };
}

function readAssistant(value: JsonValue, at: readonly PropertyKey[], options: ParseOptions): Message {
  const fields = readWithSchema(assistantMessageSchema, value, at);
  const reasoning = fields.reasoning_content ?? fields.reasoning ?? "";
  return {
    role: "assistant",
    content: readContent(fields.content, "assistant", [...at, "content"], options),
    ...contentParts(fields.content),
    ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
    ...toolCallsField(fields.tool_calls ?? []),
    ...nameField(fields.name),
  };
}

function readTool(value: JsonValue, at: readonly PropertyKey[], options: ParseOptions): Message {
  const fields = readWithSchema(toolMessageSchema, value, at);
  return {
    role: "tool",
    content: readContent(fields.content, "tool", [...at, "content"], options),
    ...contentParts(fields.content),
    ...(typeof fields.tool_call_id === "string" ? { tool_call_id: fields.tool_call_id } : {}),
    ...nameField(fields.name),
  };
}

/**
 * A message of Chat Completions in canonical form: `developer` is `system`, content is a string, `reasoning` (the
 * name that some servers use) is `reasoning_content`. `at` is where it stands in the body.
 * Throws `RequestError`.
 */
export function readChatMessage(
  value: JsonValue,
  at: readonly PropertyKey[],
  options: ParseOptions,
): Message {
  const { role } = readWithSchema(roleSchema, value, at);
  switch (role) {
    case "system":
    case "developer":
    case "user": {
      const fields = readWithSchema(promptMessageSchema, value, at);
      const canonicalRole = role === "developer" ? "system" : role;
      const content = readContent(fields.content, canonicalRole, [...at, "content"], options);
      return { role: canonicalRole, content, ...contentParts(fields.content), ...nameField(fields.name) };
    }
    case "assistant":
      return readAssistant(value, at, options);
    case "tool":
      return readTool(value, at, options);
    default: {
      const param = `messages[${String(at.at(-1))}].role`;
      throw new RequestError(`${param} is "${role}"; accepted are ${ROLES.join(", ")}`, param);
    }
  }
}
