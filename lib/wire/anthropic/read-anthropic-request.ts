import { z } from "zod";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import type { Message } from "@/lib/core/message/message";
import { searchOrder } from "@/lib/core/side-calls/web-search-rule";
import { type AnswerWishes, NOTHING_WISHED, type ToolChoice } from "@/lib/wire/answer-wishes";
import type { CallRequest, ParseOptions } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import { jsonListSchema, jsonObjectSchema, jsonValueSchema } from "@/lib/wire/shared/json-schemas";
import { readAnswerFormat } from "@/lib/wire/shared/read-answer-format";
import { readCallFields } from "@/lib/wire/shared/read-call-fields";
import { checkToolChoice } from "@/lib/wire/shared/read-tool-choice";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";
import { refuseServerTools } from "@/lib/wire/shared/refuse-server-tools";
import { refuseUnserved } from "@/lib/wire/shared/refuse-unserved";
import { requestedSampling, samplingShape } from "@/lib/wire/shared/sampling-schema";
import { unknownFields } from "@/lib/wire/shared/unknown-fields";
import { formatSchema, wishedThinking, wishesShape } from "@/lib/wire/shared/wishes-schema";
import { UnknownReferenceError } from "@/lib/wire/unknown-reference-error";
import { blocksText, readBlocks } from "./anthropic-blocks";
import { readAnthropicMessage } from "./read-anthropic-message";
import { readAnthropicTools, toolChanges } from "./read-anthropic-tools";

const { max_completion_tokens: _a, max_output_tokens: _b, stop: _c, ...shared } = samplingShape;

const requestShape = {
  ...shared,
  model: z.string().nullish(),
  messages: jsonListSchema.min(1, { error: "must hold at least one message" }),
  system: jsonValueSchema.nullish(),
  tools: jsonListSchema.nullish(),
  stop_sequences: z.array(z.string()).nullish(),
  stream: z.boolean().nullish(),
  chat_template_kwargs: jsonObjectSchema.nullish(),
};

const { top_logprobs: _d, ...wished } = wishesShape;

/** Read as well, and kept with the turn as they came. */
const keptShape = {
  ...wished,
  metadata: jsonValueSchema.nullish(),
  tool_choice: z
    .looseObject({
      type: z.enum(["auto", "any", "tool", "none"]),
      name: z.string().optional(),
      disable_parallel_tool_use: z.boolean().nullish(),
    })
    .nullish(),
  output_format: formatSchema.nullish(),
  output_config: z.looseObject({ format: formatSchema.nullish(), effort: z.string().nullish() }).nullish(),
  reasoning_effort: z.string().nullish(),
};

const requestSchema = z.looseObject({ ...requestShape, ...keptShape });

const continuedThreadSchema = z.looseObject({ type: z.literal("continue") });

const KNOWN_FIELDS = new Set(Object.keys(requestShape));

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

type Choice = z.output<typeof requestSchema>["tool_choice"];

function toolChoice(choice: Choice): JsonValue {
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

function wishedChoice(choice: Choice): ToolChoice {
  switch (choice?.type) {
    case undefined:
    case "auto":
      return { type: "auto" };
    case "any":
      return { type: "required", names: null };
    case "tool":
      return { type: "required", names: [choice.name ?? ""] };
    case "none":
      return { type: "none" };
  }
}

function wishesOf(fields: z.output<typeof requestSchema>): AnswerWishes {
  const { output_config: config } = fields;
  return {
    toolChoice: wishedChoice(fields.tool_choice),
    oneCall: fields.tool_choice?.disable_parallel_tool_use === true,
    format: readAnswerFormat(fields, "output_config.format", config?.format ?? fields.output_format),
    effort: config?.effort ?? fields.reasoning_effort ?? null,
    thinking: wishedThinking(fields),
    topLogProbs: 0,
    returnTokenIds: fields.return_token_ids ?? false,
  };
}

/** @throws RequestError for what a reply of this protocol has no place for. */
function refuseLogProbs(body: JsonObject): void {
  const field = ["logprobs", "top_logprobs"].find((name) => body[name]);
  if (field === undefined) return;
  throw new RequestError(
    `${field} must be absent: a message has no place for log-probs; send the call to /v1/chat/completions`,
    field,
  );
}

/**
 * A thread is created by a call that brings its whole conversation. One that goes on from a reply brings only what is
 * new, without the system text and the tools. Under this code the SDK sends the whole conversation again.
 *
 * @throws UnknownReferenceError
 */
function refuseThread({ thread }: JsonObject): void {
  const { success } = continuedThreadSchema.safeParse(thread);
  if (!success) return;
  throw new UnknownReferenceError(
    "thread must be of type create: threads are not kept by id, send the whole conversation",
    "thread.previous_message_id",
    "thread_not_found",
  );
}

function systemMessage(system: JsonValue | undefined, options: ParseOptions): readonly Message[] {
  if (system === undefined || system === null) return [];
  const content = blocksText(readBlocks(system, ["system"], options), "\n");
  return content === "" ? [] : [{ role: "system", content }];
}

/**
 * Reads the body of `POST /v1/messages` and of `count_tokens`. The system field is the first message. Throws
 * `RequestError`.
 */
export function readAnthropicRequest(body: JsonValue, options: ParseOptions): CallRequest {
  const object: JsonObject = readWithSchema(jsonObjectSchema, body);
  if (!options.forwarded) refuseThread(object);
  const fields = readCallFields(requestSchema, object, options);
  const { tools, notOffered } = readAnthropicTools(fields.tools ?? [], toolChanges(fields.messages));
  const wishes = options.forwarded ? NOTHING_WISHED : wishesOf(fields);
  if (!options.forwarded) {
    refuseUnserved(object);
    refuseLogProbs(object);
  }
  const said = fields.messages.flatMap((message, index) =>
    readAnthropicMessage(message, ["messages", index], options),
  );
  const messages = [...systemMessage(fields.system, options), ...said];
  // Claude Code's search is answered without the model; any other call with such tools alone is refused.
  if (!options.forwarded && searchOrder({ messages, tools, serverTools: notOffered }) === null) {
    refuseServerTools(notOffered, tools);
    checkToolChoice(wishes.toolChoice, tools);
  }
  return {
    protocol: "anthropic_messages",
    model: fields.model ?? "default",
    messages,
    tools,
    toolChoice: toolChoice(fields.tool_choice),
    repeated: {},
    wishes,
    toolsNotOffered: notOffered,
    stream: fields.stream ?? false,
    includeUsage: true,
    logProbs: false,
    sampling: requestedSampling({ ...fields, stop: fields.stop_sequences }),
    templateArguments: fields.chat_template_kwargs ?? {},
    sessionHints: { metadataSessionId: metadataSessionId(fields.metadata), user: null },
    lacksReferences: false,
    responseState: null,
    facts: {
      ...unknownFields(object, KNOWN_FIELDS),
      ...(notOffered.length === 0 ? {} : { tools_not_offered: notOffered }),
    },
  };
}
