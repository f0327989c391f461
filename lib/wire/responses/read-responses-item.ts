import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import { objectOf } from "@/lib/core/json/object-of";
import { contentParts } from "@/lib/core/message/content-parts";
import type { Role } from "@/lib/core/message/message";
import { opaqueField, readContent } from "@/lib/core/message/read-content";
import { readToolCall } from "@/lib/core/message/read-tool-call";
import { unreadMembers } from "@/lib/core/message/unread-members";
import type { ParseOptions } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import { jsonListSchema, jsonObjectSchema, jsonValueSchema } from "@/lib/wire/shared/json-schemas";
import { pathText } from "@/lib/wire/shared/path-text";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";
import { readOfRequest, requestReading } from "@/lib/wire/shared/request-reading";
import { carriedSummary, summaryMessage } from "./compaction-item";
import { answerKey, recallItem } from "./recall-answer";
import type { ResponsesItem } from "./responses-item";
import { namespacedName } from "./responses-tools";

const ROLES = "system, developer, user, assistant";

const ACCEPTED = [
  "message",
  "reasoning",
  "function_call",
  "function_call_output",
  "custom_tool_call",
  "custom_tool_call_output",
  "local_shell_call",
  "local_shell_call_output",
  "additional_tools",
  "item_reference",
  "compaction",
  "compaction_trigger",
].join(", ");

const typeSchema = z.looseObject({ type: z.string().default("message") });
const messageSchema = z.looseObject({
  id: z.string().nullish(),
  role: z.string(),
  content: jsonValueSchema.nullish(),
});
const partSchema = z.looseObject({ text: z.string() });
const reasoningSchema = z.looseObject({
  id: z.string().nullish(),
  summary: z.array(partSchema).nullish(),
  content: z.array(partSchema).nullish(),
});
const functionCallSchema = z.looseObject({
  name: z.string().min(1),
  namespace: z.string().nullish(),
  arguments: jsonValueSchema.nullish(),
  call_id: z.string(),
});
const customCallSchema = z.looseObject({ name: z.string().min(1), input: z.string(), call_id: z.string() });
const shellCallSchema = z.looseObject({ action: jsonObjectSchema, call_id: z.string() });
const outputSchema = z.looseObject({
  call_id: z.string().optional(),
  id: z.string().optional(),
  output: jsonValueSchema,
});
const referenceSchema = z.looseObject({ id: z.string() });
const compactionSchema = z.looseObject({ encrypted_content: z.string() });
const toolsSchema = z.looseObject({ tools: jsonListSchema });

const KNOWN_OF_MESSAGES: ReadonlySet<string> = new Set(["role", "content"]);

function contentOf(content: JsonValue, role: Role, at: readonly PropertyKey[], options: ParseOptions) {
  return readOfRequest(() => readContent(content, role, pathText(at), requestReading(options)));
}

function readMessage(value: JsonValue, at: readonly PropertyKey[], options: ParseOptions): ResponsesItem {
  const { id, role, content } = readWithSchema(messageSchema, value, at);
  switch (role) {
    case "system":
    case "developer":
    case "user":
    case "assistant": {
      const canonical = role === "developer" ? "system" : role;
      const { text, opaque } = contentOf(content ?? null, canonical, [...at, "content"], options);
      return {
        kind: "message",
        role: canonical,
        text,
        ...contentParts(content),
        ...opaqueField(opaque),
        ...unreadMembers(objectOf(value), KNOWN_OF_MESSAGES),
        answer: answerKey(id),
      };
    }
    default: {
      const param = `${pathText(at)}.role`;
      throw new RequestError(`${param} is "${role}"; accepted are ${ROLES}`, param);
    }
  }
}

/** Reasoning that was sent in full stands in `content`; clients that keep only the summary echo that. */
function reasoningText(fields: z.output<typeof reasoningSchema>): string {
  const parts = (fields.content ?? []).length > 0 ? fields.content : fields.summary;
  return (parts ?? []).map((part) => part.text).join("");
}

function readReasoning(value: JsonValue, at: readonly PropertyKey[]): ResponsesItem {
  const fields = readWithSchema(reasoningSchema, value, at);
  return { kind: "reasoning", text: reasoningText(fields), answer: answerKey(fields.id) };
}

function callOf(name: string, given: Parameters<typeof readToolCall>[1], id: string): ResponsesItem {
  return { kind: "call", call: readToolCall(name, given, id), answer: answerKey(id) };
}

function readOutput(value: JsonValue, at: readonly PropertyKey[], options: ParseOptions): ResponsesItem {
  const { call_id: callId, id, output } = readWithSchema(outputSchema, value, at);
  const { text, opaque } = contentOf(output, "tool", [...at, "output"], options);
  return { kind: "output", callId: callId ?? id ?? "", text, ...opaqueField(opaque) };
}

/** What a reference refers to; nothing where nobody recalls it, as in a call to another server. */
function readReference(
  value: JsonValue,
  at: readonly PropertyKey[],
  { recall, forwarded }: ParseOptions,
): ResponsesItem {
  if (forwarded) return { kind: "opaque", item: value };
  const { id } = readWithSchema(referenceSchema, value, at);
  return recall === undefined ? { kind: "unresolved" } : recallItem(id, pathText(at), recall);
}

/** A summary that this server gave, as the prompt shows it. */
function readCompaction(
  value: JsonValue,
  at: readonly PropertyKey[],
  { forwarded = false }: ParseOptions,
): ResponsesItem {
  const { encrypted_content: encrypted } = readWithSchema(compactionSchema, value, at);
  const summary = carriedSummary(encrypted);
  if (summary !== null) return { kind: "message", role: "user", text: summaryMessage(summary).content };
  if (forwarded) return { kind: "opaque", item: value };
  const param = `${pathText(at)}.encrypted_content`;
  throw new RequestError(`${param} was made by another server: send what it stands for as text`, param);
}

/**
 * One item of `input`, or of a reply's `output`. Throws `RequestError`, naming the kinds that are accepted, and `UnknownReferenceError`. What another
 * server answers or is sent is kept as it came where no reader knows it.
 */
export function readResponsesItem(
  value: JsonValue,
  at: readonly PropertyKey[],
  options: ParseOptions,
): ResponsesItem {
  try {
    return readKnownItem(value, at, options);
  } catch (error) {
    if (options.forwarded && error instanceof RequestError) return { kind: "opaque", item: value };
    throw error;
  }
}

function readKnownItem(value: JsonValue, at: readonly PropertyKey[], options: ParseOptions): ResponsesItem {
  const { type } = readWithSchema(typeSchema, value, at);
  switch (type) {
    case "message":
      return readMessage(value, at, options);
    case "reasoning":
      return readReasoning(value, at);
    case "function_call": {
      const fields = readWithSchema(functionCallSchema, value, at);
      const name = namespacedName(fields.namespace, fields.name);
      return callOf(name, fields.arguments ?? null, fields.call_id);
    }
    case "custom_tool_call": {
      const { name, input, call_id: id } = readWithSchema(customCallSchema, value, at);
      return callOf(name, { input }, id);
    }
    case "local_shell_call": {
      const { action, call_id: id } = readWithSchema(shellCallSchema, value, at);
      return callOf("local_shell", action, id);
    }
    case "function_call_output":
    case "custom_tool_call_output":
    case "local_shell_call_output":
      return readOutput(value, at, options);
    case "item_reference":
      return readReference(value, at, options);
    case "compaction":
    case "compaction_summary":
      return readCompaction(value, at, options);
    case "compaction_trigger":
      return { kind: "trigger" };
    case "additional_tools":
      return { kind: "tools", tools: readWithSchema(toolsSchema, value, at).tools };
    default: {
      const param = `${pathText(at)}.type`;
      throw new RequestError(`${param} is "${type}"; accepted are ${ACCEPTED}`, param);
    }
  }
}
