import { z } from "zod";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { CallRequest, ParseOptions } from "@/lib/wire/protocol";
import { jsonListSchema, jsonObjectSchema, jsonValueSchema } from "@/lib/wire/shared/json-schemas";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";
import { requestedSampling, samplingShape } from "@/lib/wire/shared/sampling-schema";
import { unknownFields } from "@/lib/wire/shared/unknown-fields";
import { readChatMessage } from "./read-chat-message";

const toolSchema = z.looseObject({
  type: z.literal("function", { error: 'must be "function": other kinds of tools are not offered' }),
  function: z.looseObject({ name: z.string().min(1) }),
});

const requestShape = {
  ...samplingShape,
  model: z.string().nullish(),
  messages: jsonListSchema.min(1, { error: "must hold at least one message" }),
  tools: jsonListSchema.nullish(),
  tool_choice: jsonValueSchema.nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  logprobs: z.boolean().nullish(),
  n: z.literal(1, { error: "must be 1: one call is one turn" }).nullish(),
  chat_template_kwargs: jsonObjectSchema.nullish(),
  metadata: jsonValueSchema.nullish(),
  user: z.string().nullish(),
  functions: z.null({ error: "must be absent: send tools instead" }).optional(),
};

const requestSchema = z.looseObject(requestShape);

const KNOWN_FIELDS = new Set(
  Object.keys(requestShape).filter((field) => field !== "metadata" && field !== "user"),
);

const sessionMetadataSchema = z.looseObject({ session_id: z.string() });

function metadataSessionId(metadata: JsonValue | undefined): string | null {
  const read = sessionMetadataSchema.safeParse(metadata);
  return read.success ? read.data.session_id : null;
}

/**
 * Reads the body of `POST /v1/chat/completions`. Fields that the recorder does not act on (response format,
 * metadata, penalties of other servers) are kept in `facts` as they came. Throws `RequestError`.
 */
export function readChatRequest(body: JsonValue, options: ParseOptions): CallRequest {
  const object: JsonObject = readWithSchema(jsonObjectSchema, body);
  const fields = readWithSchema(requestSchema, object);
  const tools = fields.tools ?? [];
  tools.forEach((tool, index) => {
    readWithSchema(toolSchema, tool, ["tools", index]);
  });
  return {
    protocol: "openai_chat",
    model: fields.model ?? "default",
    messages: fields.messages.map((message, index) => readChatMessage(message, ["messages", index], options)),
    tools,
    toolChoice: fields.tool_choice ?? null,
    stream: fields.stream ?? false,
    includeUsage: fields.stream_options?.include_usage ?? false,
    logProbs: fields.logprobs ?? false,
    sampling: requestedSampling(fields),
    templateArguments: fields.chat_template_kwargs ?? {},
    sessionHints: { metadataSessionId: metadataSessionId(fields.metadata), user: fields.user ?? null },
    facts: unknownFields(object, KNOWN_FIELDS),
  };
}
