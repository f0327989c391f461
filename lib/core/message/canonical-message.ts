import { asArray, asChoice, asObject, asString, FieldError } from "@/lib/core/json/json-fields";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { Message, Role, ToolCall } from "./message";
import { readToolCall } from "./read-tool-call";

const ROLES = ["system", "developer", "user", "assistant", "tool"] as const;

/**
 * Reads a chat message, as files hold it, into canonical form: `developer` becomes `system`, text parts become one
 * string, arguments that are JSON text are parsed and their text kept. Throws `FieldError`, naming the field under
 * `path`.
 *
 * @example
 * canonicalMessage({ role: "developer", content: [{ type: "text", text: "S" }] }, "messages[0]");
 * // { role: "system", content: "S" }
 */
export function canonicalMessage(value: JsonValue | undefined, path: string): Message {
  const fields = asObject(value, path);
  const role = asChoice(fields.role, ROLES, `${path}.role`);
  const reasoning = optional(fields.reasoning_content, (text) => asString(text, `${path}.reasoning_content`));
  const calls = optional(fields.tool_calls, (list) => asArray(list, `${path}.tool_calls`));
  return {
    role: canonicalRole(role),
    ...(fields.content === undefined ? {} : { content: textOf(fields.content, `${path}.content`) }),
    ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
    ...(calls === undefined
      ? {}
      : { tool_calls: calls.map((call, at) => toolCall(call, `${path}.tool_calls[${at}]`)) }),
    ...(typeof fields.tool_call_id === "string" ? { tool_call_id: fields.tool_call_id } : {}),
    ...(typeof fields.name === "string" ? { name: fields.name } : {}),
  };
}

function canonicalRole(role: (typeof ROLES)[number]): Role {
  return role === "developer" ? "system" : role;
}

function textOf(content: JsonValue, path: string): string | null {
  if (content === null || typeof content === "string") return content;
  const parts = asArray(content, path);
  return parts
    .map((part, at) => {
      const { text } = asObject(part, `${path}[${at}]`);
      if (typeof text !== "string") throw new FieldError(`${path}[${at}]`, "a text part");
      return text;
    })
    .join("");
}

function toolCall(value: JsonValue, path: string): ToolCall {
  const fields = asObject(value, path);
  const called = asObject(fields.function, `${path}.function`);
  const name = asString(called.name, `${path}.function.name`);
  return readToolCall(name, called.arguments, typeof fields.id === "string" ? fields.id : null);
}

function optional<T>(value: JsonValue | undefined, read: (value: JsonValue) => T): T | undefined {
  return value === undefined || value === null ? undefined : read(value);
}
