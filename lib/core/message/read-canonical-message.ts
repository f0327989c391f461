import { assume } from "@/lib/core/base/assume";
import { asArray, asChoice, asCount, asObject, asString, FieldError } from "@/lib/core/json/json-fields";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { Message } from "./message";

/**
 * Reads a message that is in canonical form already, and answers the very value, so that nothing of it is lost or
 * moved. Throws `FieldError` naming the first field under `path` that does not fit.
 *
 * @example
 * readCanonicalMessage({ role: "user", content: "hi" }, "messages[0]"); // the same object
 * readCanonicalMessage({ role: "developer" }, "messages[0]"); // throws: developer is system in canonical form
 */
export function readCanonicalMessage(value: JsonValue, path: string): Message {
  const fields = asObject(value, path);
  asChoice(fields.role, ["system", "user", "assistant", "tool"], `${path}.role`);
  for (const name of ["content", "reasoning_content"]) {
    if (fields[name] !== undefined && fields[name] !== null) asString(fields[name], `${path}.${name}`);
  }
  for (const name of ["tool_call_id", "name"]) {
    if (fields[name] !== undefined) asString(fields[name], `${path}.${name}`);
  }
  if (fields.content_parts !== undefined) asCount(fields.content_parts, `${path}.content_parts`);
  if (fields.opaque !== undefined) asArray(fields.opaque, `${path}.opaque`);
  if (fields.unread !== undefined) asObject(fields.unread, `${path}.unread`);
  if (fields.tool_calls !== undefined) {
    for (const [i, call] of asArray(fields.tool_calls, `${path}.tool_calls`).entries()) {
      checkToolCall(call, `${path}.tool_calls[${i}]`);
    }
  }
  return assume<Message>(value, "every field that a message declares was checked above");
}

function checkToolCall(value: JsonValue, path: string): void {
  const fields = asObject(value, path);
  asChoice(fields.type, ["function"], `${path}.type`);
  const called = asObject(fields.function, `${path}.function`);
  asString(called.name, `${path}.function.name`);
  if (called.arguments === undefined) throw new FieldError(`${path}.function.arguments`, "there");
  for (const name of ["id", "arguments_text"]) {
    if (fields[name] !== undefined) asString(fields[name], `${path}.${name}`);
  }
}
