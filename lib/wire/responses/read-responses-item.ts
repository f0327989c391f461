import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { Message, Role, ToolCall } from "@/lib/core/message/message";
import { readToolCall } from "@/lib/core/message/read-tool-call";
import type { ParseOptions } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import { contentParts } from "@/lib/wire/shared/content-parts";
import { jsonListSchema, jsonObjectSchema, jsonValueSchema } from "@/lib/wire/shared/json-schemas";
import { pathText } from "@/lib/wire/shared/path-text";
import { readContent } from "@/lib/wire/shared/read-content";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";
import { namespacedName } from "./responses-tools";

type MessageItem = Pick<Message, "content_parts"> & {
  readonly kind: "message";
  readonly role: Exclude<Role, "tool">;
  readonly text: string;
};

/** Part of an answer: the model call that its id names, if it is one of the recorder's. */
interface FromAnswer {
  readonly answer?: string | null;
}

/** An input item as far as it is recorded. */
export type ResponsesItem =
  | (MessageItem & FromAnswer)
  | ({ readonly kind: "reasoning"; readonly text: string } & FromAnswer)
  | ({ readonly kind: "call"; readonly call: ToolCall } & FromAnswer)
  | { readonly kind: "output"; readonly callId: string; readonly text: string }
  | { readonly kind: "tools"; readonly tools: readonly JsonValue[] };

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
  arguments: z.string().nullish(),
  call_id: z.string(),
});
const customCallSchema = z.looseObject({ name: z.string().min(1), input: z.string(), call_id: z.string() });
const shellCallSchema = z.looseObject({ action: jsonObjectSchema, call_id: z.string() });
const outputSchema = z.looseObject({
  call_id: z.string().optional(),
  id: z.string().optional(),
  output: jsonValueSchema,
});
const toolsSchema = z.looseObject({ tools: jsonListSchema });

function readMessage(value: JsonValue, at: readonly PropertyKey[], options: ParseOptions): ResponsesItem {
  const { id, role, content } = readWithSchema(messageSchema, value, at);
  switch (role) {
    case "system":
    case "developer":
    case "user":
    case "assistant": {
      const canonical = role === "developer" ? "system" : role;
      const text = readContent(content ?? null, canonical, [...at, "content"], options);
      return { kind: "message", role: canonical, text, ...contentParts(content), answer: answerKey(id) };
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
  const text = readContent(output, "tool", [...at, "output"], options);
  return { kind: "output", callId: callId ?? id ?? "", text };
}

/** One item of `input`. Throws `RequestError`, naming the kinds that are accepted. */
export function readResponsesItem(
  value: JsonValue,
  at: readonly PropertyKey[],
  options: ParseOptions,
): ResponsesItem {
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
    case "additional_tools":
      return { kind: "tools", tools: readWithSchema(toolsSchema, value, at).tools };
    default: {
      const param = `${pathText(at)}.type`;
      throw new RequestError(`${param} is "${type}"; accepted are ${ACCEPTED}`, param);
    }
  }
}

/**
 * The model call that an id minted by the recorder names, whichever item carries it; null for anybody else's ids.
 *
 * @example
 * answerKey("rs_resp_0123456789abcdef0123456789abcdef"); // "0123456789abcdef0123456789abcdef"
 * answerKey("call_0123456789abcdef0123456789abcdef_1"); // the same
 */
function answerKey(id: string | null | undefined): string | null {
  return /(?:^|_)(?:resp|call)_([0-9a-f]{32})(?:_\d+)?$/.exec(id ?? "")?.[1] ?? null;
}
