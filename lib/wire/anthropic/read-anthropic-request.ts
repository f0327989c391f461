import { z } from "zod";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import type { Message } from "@/lib/core/message/message";
import type { CallRequest, ParseOptions } from "@/lib/wire/protocol";
import { jsonListSchema, jsonObjectSchema, jsonValueSchema } from "@/lib/wire/shared/json-schemas";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";
import { requestedSampling, samplingShape } from "@/lib/wire/shared/sampling-schema";
import { unknownFields } from "@/lib/wire/shared/unknown-fields";
import { blocksText, readBlocks } from "./anthropic-blocks";
import { readAnthropicMessage } from "./read-anthropic-message";
import { readAnthropicTools, referencedTools } from "./read-anthropic-tools";

const { max_completion_tokens: _a, max_output_tokens: _b, stop: _c, ...shared } = samplingShape;

const requestShape = {
  ...shared,
  model: z.string().nullish(),
  messages: jsonListSchema.min(1, { error: "must hold at least one message" }),
  system: jsonValueSchema.nullish(),
  tools: jsonListSchema.nullish(),
  tool_choice: z
    .looseObject({ type: z.enum(["auto", "any", "tool", "none"]), name: z.string().optional() })
    .nullish(),
  stop_sequences: z.array(z.string()).nullish(),
  stream: z.boolean().nullish(),
  thinking: z.looseObject({ type: z.string() }).nullish(),
  metadata: jsonValueSchema.nullish(),
};

const requestSchema = z.looseObject(requestShape);

/** Acted on, and worth keeping with the turn as they came all the same. */
const KEPT_AS_FACTS = new Set(["metadata", "thinking", "tool_choice"]);
const KNOWN_FIELDS = new Set(Object.keys(requestShape).filter((field) => !KEPT_AS_FACTS.has(field)));

const metadataSchema = z.looseObject({ session_id: z.string().optional(), user_id: z.string().optional() });
const claudeUserSchema = z.looseObject({ session_id: z.string().min(1) });

/** `metadata.session_id`, or the one in the JSON that Claude Code writes into `metadata.user_id`. */
function metadataSessionId(metadata: JsonValue | undefined): string | null {
  const read = metadataSchema.safeParse(metadata);
  if (!read.success) return null;
  if (read.data.session_id !== undefined) return read.data.session_id;
  try {
    const user = claudeUserSchema.safeParse(parseJson(read.data.user_id ?? ""));
    return user.success ? user.data.session_id : null;
  } catch {
    return null;
  }
}

function toolChoice(choice: z.output<typeof requestSchema>["tool_choice"]): JsonValue {
  switch (choice?.type) {
    case undefined:
      return null;
    case "any":
      return "required";
    case "tool":
      return { type: "function", function: { name: choice.name ?? "" } };
    case "auto":
    case "none":
      return choice.type;
  }
}

function systemMessage(system: JsonValue | undefined, options: ParseOptions): readonly Message[] {
  if (system === undefined || system === null) return [];
  const content = blocksText(readBlocks(system, ["system"], options), "\n");
  return content === "" ? [] : [{ role: "system", content }];
}

/**
 * Reads the body of `POST /v1/messages` and of `count_tokens`. The system field is the first message; thinking that
 * is switched off reaches the template as `enable_thinking: false`. Throws `RequestError`.
 */
export function readAnthropicRequest(body: JsonValue, options: ParseOptions): CallRequest {
  const object: JsonObject = readWithSchema(jsonObjectSchema, body);
  const fields = readWithSchema(requestSchema, object);
  const { tools, notOffered } = readAnthropicTools(fields.tools ?? [], referencedTools(fields.messages));
  const messages = fields.messages.flatMap((message, index) =>
    readAnthropicMessage(message, ["messages", index], options),
  );
  return {
    protocol: "anthropic_messages",
    model: fields.model ?? "default",
    messages: [...systemMessage(fields.system, options), ...messages],
    tools,
    toolChoice: toolChoice(fields.tool_choice),
    stream: fields.stream ?? false,
    includeUsage: true,
    logProbs: false,
    sampling: requestedSampling({ ...fields, stop: fields.stop_sequences }),
    templateArguments: fields.thinking?.type === "disabled" ? { enable_thinking: false } : {},
    sessionHints: { metadataSessionId: metadataSessionId(fields.metadata), user: null },
    facts: {
      ...unknownFields(object, KNOWN_FIELDS),
      ...(notOffered.length === 0 ? {} : { tools_not_offered: notOffered }),
    },
  };
}
