import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray } from "@/lib/core/json/list-of";
import { isObject } from "@/lib/core/json/object-of";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { contentParts } from "./content-parts";
import type { Message, Role, ToolCall } from "./message";
import { MessageError } from "./message-error";
import type { MessageReading } from "./message-reading";
import { opaqueField, readContent } from "./read-content";
import { readToolCall } from "./read-tool-call";
import { unreadMembers } from "./unread-members";

const ROLES = ["system", "developer", "user", "assistant", "tool"] as const;

const KNOWN_OF_ALL = ["role", "content", "name"] as const;
const KNOWN_OF_OTHERS: ReadonlySet<string> = new Set(KNOWN_OF_ALL);
const KNOWN_OF_TOOLS: ReadonlySet<string> = new Set([...KNOWN_OF_ALL, "tool_call_id"]);
const KNOWN_OF_ANSWERS: ReadonlySet<string> = new Set([
  ...KNOWN_OF_ALL,
  "reasoning_content",
  "reasoning",
  "refusal",
  "tool_calls",
  "function_call",
]);

/** A message as it stands in a list, with what is known of how it is read. */
interface GivenMessage {
  readonly fields: JsonObject;
  readonly path: string;
  readonly reading: MessageReading;
}

/**
 * A message of Chat Completions in canonical form, wherever it stands: in a request, in a reply, in a file. `developer`
 * is `system`, `function` is `tool`, content is a string, `reasoning` (the name that some servers use) is
 * `reasoning_content`, a `function_call` is a call, the words of a refusal are content. Throws `MessageError`.
 *
 * @example
 * readChatMessage({ role: "developer", content: [{ type: "text", text: "S" }] }, "messages[0]", KEEP_ALL);
 * // { role: "system", content: "S" }
 */
export function readChatMessage(
  value: JsonValue | undefined,
  path: string,
  reading: MessageReading,
): Message {
  if (!isObject(value)) throw new MessageError(`${path} is not accepted: expected object`, path);
  const given = { fields: value, path, reading };
  const { role } = value;
  switch (role) {
    case "system":
    case "developer":
      return readOther(given, "system");
    case "user":
      return readOther(given, "user");
    case "assistant":
      return readAnswer(given);
    case "tool":
    case "function":
      return readTool(given);
    case undefined:
      throw new MessageError(`${path}.role is missing`, `${path}.role`);
    default: {
      const words = `${path}.role is ${stringifyJson(role)}; accepted are ${ROLES.join(", ")}`;
      throw new MessageError(words, `${path}.role`);
    }
  }
}

function contentOf({ fields, path, reading }: GivenMessage, role: Role) {
  const { text, opaque } = readContent(fields.content, role, `${path}.content`, reading);
  return { content: { content: text, ...contentParts(fields.content) }, opaque };
}

function nameField({ name }: JsonObject): { name?: string } {
  return typeof name === "string" ? { name } : {};
}

function readOther(given: GivenMessage, role: "system" | "user"): Message {
  const { content, opaque } = contentOf(given, role);
  const { fields } = given;
  return {
    role,
    ...content,
    ...nameField(fields),
    ...opaqueField(opaque),
    ...unreadMembers(fields, KNOWN_OF_OTHERS),
  };
}

function readTool(given: GivenMessage): Message {
  const { content, opaque } = contentOf(given, "tool");
  const { fields } = given;
  return {
    role: "tool",
    ...content,
    ...(typeof fields.tool_call_id === "string" ? { tool_call_id: fields.tool_call_id } : {}),
    ...nameField(fields),
    ...opaqueField(opaque),
    ...unreadMembers(fields, KNOWN_OF_TOOLS),
  };
}

function readAnswer(given: GivenMessage): Message {
  const { fields, path, reading } = given;
  const { content, opaque } = contentOf(given, "assistant");
  const odd: JsonObject[] = [];
  const textOf = (name: string): string => {
    const value = fields[name] ?? "";
    if (typeof value === "string") return value;
    if (reading.unknown === "refuse") throw wrongKind(`${path}.${name}`, "string");
    odd.push({ [name]: value });
    return "";
  };
  const reasoning = textOf("reasoning_content") || textOf("reasoning");
  const refusal = textOf("refusal");
  const { calls, unknown } = readCalls(given);
  return {
    role: "assistant",
    ...content,
    content: content.content + refusal,
    ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...nameField(fields),
    ...opaqueField(opaque, odd, unknown),
    ...unreadMembers(fields, KNOWN_OF_ANSWERS),
  };
}

function readCalls({ fields, path, reading }: GivenMessage) {
  const calls: ToolCall[] = [];
  const unknown: JsonValue[] = [];
  const { tool_calls: list = null, function_call: single = null } = fields;
  if (isArray(list)) {
    for (const [at, value] of list.entries()) {
      const call = readCall(value, `${path}.tool_calls[${at}]`, reading);
      if (call === null) unknown.push(value);
      else calls.push(call);
    }
  } else if (list !== null) {
    if (reading.unknown === "refuse") throw wrongKind(`${path}.tool_calls`, "array");
    unknown.push({ tool_calls: list });
  }
  if (single === null) return { calls, unknown };
  const call = readNamed(single, `${path}.function_call`, reading);
  if (call === null) unknown.push({ function_call: single });
  else calls.push(call);
  return { calls, unknown };
}

/** One item of `tool_calls`; null for one that no reader knows. */
function readCall(value: JsonValue, path: string, reading: MessageReading): ToolCall | null {
  if (!isObject(value)) return refuseOrNull(reading, wrongKind(path, "object"));
  const id = typeof value.id === "string" ? value.id : null;
  const { type = null } = value;
  if (type === "custom" && isObject(value.custom) && typeof value.custom.name === "string") {
    return readToolCall(value.custom.name, { input: value.custom.input ?? "" }, id);
  }
  if (type !== null && type !== "function") {
    return refuseOrNull(
      reading,
      new MessageError(`${path}.type is not accepted: must be "function"`, `${path}.type`),
    );
  }
  if (value.function === undefined) {
    return refuseOrNull(reading, new MessageError(`${path}.function is missing`, `${path}.function`));
  }
  return readNamed(value.function, `${path}.function`, reading, id);
}

function readNamed(
  value: JsonValue,
  path: string,
  reading: MessageReading,
  id: string | null = null,
): ToolCall | null {
  if (!isObject(value)) return refuseOrNull(reading, wrongKind(path, "object"));
  const { name } = value;
  if (typeof name === "string" && name !== "") return readToolCall(name, value.arguments, id);
  const words = name === undefined ? "is missing" : "is not accepted: expected a name";
  return refuseOrNull(reading, new MessageError(`${path}.name ${words}`, `${path}.name`));
}

function refuseOrNull({ unknown }: MessageReading, error: MessageError): null {
  if (unknown === "keep") return null;
  throw error;
}

function wrongKind(path: string, kind: string): MessageError {
  return new MessageError(`${path} is not accepted: expected ${kind}`, path);
}
