import { z } from "zod";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { readChatMessage } from "@/lib/core/message/read-chat-message";
import { type AnswerWishes, NOTHING_WISHED } from "@/lib/wire/answer-wishes";
import type { CallRequest, ParseOptions } from "@/lib/wire/protocol";
import { jsonListSchema, jsonObjectSchema, jsonValueSchema } from "@/lib/wire/shared/json-schemas";
import { readAnswerFormat } from "@/lib/wire/shared/read-answer-format";
import { readCallFields } from "@/lib/wire/shared/read-call-fields";
import { checkToolChoice, readToolChoice } from "@/lib/wire/shared/read-tool-choice";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";
import { refuseUnserved } from "@/lib/wire/shared/refuse-unserved";
import { readOfRequest, requestReading } from "@/lib/wire/shared/request-reading";
import { requestedSampling, samplingShape } from "@/lib/wire/shared/sampling-schema";
import { unknownFields } from "@/lib/wire/shared/unknown-fields";
import { formatSchema, wishedThinking, wishesShape } from "@/lib/wire/shared/wishes-schema";

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
  chat_template_kwargs: jsonObjectSchema.nullish(),
  metadata: jsonValueSchema.nullish(),
  user: z.string().nullish(),
  functions: z.null({ error: "must be absent: send tools instead" }).optional(),
};

/** Read as well, and kept with the turn as they came. */
const keptShape = {
  ...wishesShape,
  parallel_tool_calls: z.boolean().nullish(),
  response_format: formatSchema.nullish(),
  reasoning_effort: z.string().nullish(),
  reasoning: z.looseObject({ effort: z.string().nullish() }).nullish(),
};

const requestSchema = z.looseObject({ ...requestShape, ...keptShape });

const KNOWN_FIELDS = new Set(
  Object.keys(requestShape).filter((field) => field !== "metadata" && field !== "user"),
);

const sessionMetadataSchema = z.looseObject({ session_id: z.string() });

function metadataSessionId(metadata: JsonValue | undefined): string | null {
  const read = sessionMetadataSchema.safeParse(metadata);
  return read.success ? read.data.session_id : null;
}

function wishesOf(fields: z.output<typeof requestSchema>): AnswerWishes {
  return {
    toolChoice: readToolChoice(fields.tool_choice),
    oneCall: fields.parallel_tool_calls === false,
    format: readAnswerFormat(fields, "response_format", fields.response_format),
    effort: fields.reasoning_effort ?? fields.reasoning?.effort ?? null,
    thinking: wishedThinking(fields),
    topLogProbs: fields.top_logprobs ?? 0,
    returnTokenIds: fields.return_token_ids ?? false,
  };
}

/**
 * Reads the body of `POST /v1/chat/completions`. What the client asks of the answer is kept in
 * `facts` as it came, and so is what the recorder does not act on (metadata). Throws `RequestError`.
 */
export function readChatRequest(body: JsonValue, options: ParseOptions): CallRequest {
  const object: JsonObject = readWithSchema(jsonObjectSchema, body);
  const fields = readCallFields(requestSchema, object, options);
  const tools = fields.tools ?? [];
  const wishes = options.forwarded ? NOTHING_WISHED : wishesOf(fields);
  if (!options.forwarded) refuseUnserved(object);
  tools.forEach((tool, index) => {
    readWithSchema(toolSchema, tool, ["tools", index]);
  });
  if (!options.forwarded) checkToolChoice(wishes.toolChoice, tools);
  return {
    protocol: "openai_chat",
    model: fields.model ?? "default",
    messages: readOfRequest(() =>
      fields.messages.map((message, index) =>
        readChatMessage(message, `messages[${index}]`, requestReading(options)),
      ),
    ),
    tools,
    toolChoice: fields.tool_choice ?? null,
    repeated: {},
    wishes,
    toolsNotOffered: [],
    stream: fields.stream ?? false,
    includeUsage: fields.stream_options?.include_usage ?? false,
    logProbs: fields.logprobs ?? wishes.topLogProbs > 0,
    sampling: requestedSampling(fields),
    templateArguments: fields.chat_template_kwargs ?? {},
    sessionHints: { metadataSessionId: metadataSessionId(fields.metadata), user: fields.user ?? null },
    lacksReferences: false,
    responseState: null,
    facts: unknownFields(object, KNOWN_FIELDS),
  };
}
