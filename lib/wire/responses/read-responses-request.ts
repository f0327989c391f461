import { z } from "zod";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { Message } from "@/lib/core/message/message";
import { type AnswerWishes, NOTHING_WISHED } from "@/lib/wire/answer-wishes";
import type { CallRequest, ParseOptions } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import { jsonListSchema, jsonObjectSchema, jsonValueSchema } from "@/lib/wire/shared/json-schemas";
import { readAnswerFormat } from "@/lib/wire/shared/read-answer-format";
import { readCallFields } from "@/lib/wire/shared/read-call-fields";
import { checkToolChoice, readToolChoice } from "@/lib/wire/shared/read-tool-choice";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";
import { refuseServerTools } from "@/lib/wire/shared/refuse-server-tools";
import { refuseUnserved } from "@/lib/wire/shared/refuse-unserved";
import { requestedSampling, samplingShape } from "@/lib/wire/shared/sampling-schema";
import { unknownFields } from "@/lib/wire/shared/unknown-fields";
import { formatSchema, wishedThinking, wishesShape } from "@/lib/wire/shared/wishes-schema";
import { COMPACTION_ORDER } from "./compaction-item";
import { readResponsesItem } from "./read-responses-item";
import { recallResponse } from "./recall-answer";
import type { ResponsesItem } from "./responses-item";
import { responsesMessages } from "./responses-messages";
import { type ResponsesTools, readResponsesTools } from "./responses-tools";

const absent = (instead: string) => z.null({ error: `must be absent: ${instead}` }).optional();

const requestShape = {
  ...samplingShape,
  model: z.string().nullish(),
  input: jsonValueSchema.nullish(),
  instructions: z.string().nullish(),
  tools: jsonListSchema.nullish(),
  tool_choice: jsonValueSchema.nullish(),
  stream: z.boolean().nullish(),
  include: z.array(z.string()).nullish(),
  chat_template_kwargs: jsonObjectSchema.nullish(),
  metadata: jsonValueSchema.nullish(),
  client_metadata: jsonValueSchema.nullish(),
  user: z.string().nullish(),
  conversation: absent(
    "there are no conversations by id, send previous_response_id, or the whole input with store: false",
  ),
  prompt: absent("send the whole input, prompts are not kept by id"),
  background: z
    .literal(false, { error: "must be false: a reply is sent on the call that asks for it" })
    .nullish(),
};

/** Read as well, and kept with the turn as they came. */
const keptShape = {
  ...wishesShape,
  previous_response_id: z.string().nullish(),
  store: z.boolean().nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  text: z.looseObject({ format: formatSchema.nullish() }).nullish(),
  reasoning: z.looseObject({ effort: z.string().nullish() }).nullish(),
  reasoning_effort: z.string().nullish(),
};

const requestSchema = z.looseObject({ ...requestShape, ...keptShape });

type Fields = z.output<typeof requestSchema>;

const KEPT_AS_FACTS = new Set(["metadata", "client_metadata", "user", "include"]);
const KNOWN_FIELDS = new Set(Object.keys(requestShape).filter((field) => !KEPT_AS_FACTS.has(field)));

const sessionSchema = z.looseObject({ session_id: z.string().min(1) });
const namedToolSchema = z.looseObject({ type: z.enum(["function", "custom"]), name: z.string() });

function sessionIdOf(...places: readonly (JsonValue | undefined)[]): string | null {
  for (const place of places) {
    const read = sessionSchema.safeParse(place);
    if (read.success) return read.data.session_id;
  }
  return null;
}

function toolChoice(choice: JsonValue | undefined): JsonValue {
  const named = namedToolSchema.safeParse(choice);
  return named.success ? { type: "function", function: { name: named.data.name } } : (choice ?? null);
}

/** The items of `input`; there may be none only where the call goes on from an earlier response. */
function inputItems({ input, previous_response_id: previous }: Fields): readonly JsonValue[] {
  if (typeof input === "string") return [{ type: "message", role: "user", content: input }];
  if (input == null && previous == null) throw new RequestError("input is missing", "input");
  const list = jsonListSchema.safeParse(input ?? []);
  if (!list.success) throw new RequestError("input must be a string or a list of items", "input");
  if (list.data.length > 0 || previous != null) return list.data;
  throw new RequestError("input must hold at least one item", "input");
}

/** The conversation of the response from which the call goes on; none where it does not, or nobody recalls it. */
function earlierMessages(
  { previous_response_id: previous }: Fields,
  { recall }: ParseOptions,
): readonly Message[] {
  return previous == null || recall === undefined ? [] : recallResponse(previous, recall);
}

/** Whether the call asks for a summary that takes the place of the conversation. */
function asksForSummary(items: readonly ResponsesItem[]): boolean {
  const at = items.findIndex(({ kind }) => kind === "trigger");
  if (at === -1) return false;
  if (at === items.length - 1) return true;
  const param = `input[${at}]`;
  throw new RequestError(`${param} is of type "compaction_trigger": it must be the last item`, param);
}

function toolFacts({ origins, notOffered }: ResponsesTools): JsonObject {
  return {
    ...(Object.keys(origins).length === 0 ? {} : { tool_origins: { ...origins } }),
    ...(notOffered.length === 0 ? {} : { tools_not_offered: notOffered }),
  };
}

function wishesOf(fields: Fields): AnswerWishes {
  return {
    toolChoice: readToolChoice(fields.tool_choice),
    oneCall: fields.parallel_tool_calls === false,
    format: readAnswerFormat(fields, "text.format", fields.text?.format),
    effort: fields.reasoning?.effort ?? fields.reasoning_effort ?? null,
    thinking: wishedThinking(fields),
    topLogProbs: fields.top_logprobs ?? 0,
    returnTokenIds: fields.return_token_ids ?? false,
  };
}

/** What a response says that it was asked, with the protocol's word for nothing. */
function repeatedFields(fields: Fields): JsonObject {
  return {
    instructions: fields.instructions ?? null,
    tools: fields.tools ?? [],
    tool_choice: fields.tool_choice ?? "auto",
    text: jsonObjectSchema.nullish().parse(fields.text) ?? { format: { type: "text" } },
    reasoning: jsonObjectSchema.nullish().parse(fields.reasoning) ?? { effort: null, summary: null },
    top_logprobs: fields.top_logprobs ?? 0,
  };
}

/** What a summary may be: text, whatever else the client asks of its answers. */
const SUMMARY_WISHES = { toolChoice: { type: "none" }, format: { type: "text" } } as const;

/**
 * Reads the body of `POST /v1/responses`: the whole item vocabulary that Codex sends. Instructions are the first
 * message; tools that arrive as an item count like those of the field. What it refers to by id is there with
 * `options.recall` alone. Throws `RequestError`, `UnknownReferenceError`.
 */
export function readResponsesRequest(body: JsonValue, options: ParseOptions): CallRequest {
  const object: JsonObject = readWithSchema(jsonObjectSchema, body);
  const fields = readCallFields(requestSchema, object, options);
  const items = inputItems(fields).map((item, index) => readResponsesItem(item, ["input", index], options));
  const compacted = asksForSummary(items);
  const added = items.flatMap((item) => (item.kind === "tools" ? item.tools : []));
  const tools = readResponsesTools([...(fields.tools ?? []), ...added], ["tools"]);
  const asked = options.forwarded ? NOTHING_WISHED : wishesOf(fields);
  const wishes = compacted ? { ...asked, ...SUMMARY_WISHES } : asked;
  if (!options.forwarded) {
    refuseUnserved(object);
    refuseServerTools(tools.notOffered, tools.tools);
    checkToolChoice(wishes.toolChoice, tools.tools);
  }
  const instructions = fields.instructions ?? "";
  const isResolved = fields.previous_response_id == null && !items.some(({ kind }) => kind === "unresolved");
  return {
    protocol: "openai_responses",
    model: fields.model ?? "default",
    messages: [
      ...(instructions === "" ? [] : [{ role: "system" as const, content: instructions }]),
      ...earlierMessages(fields, options),
      ...responsesMessages(items, options.forwarded),
      ...(compacted && !options.forwarded ? [{ role: "user" as const, content: COMPACTION_ORDER }] : []),
    ],
    tools: tools.tools,
    toolChoice: toolChoice(fields.tool_choice),
    repeated: repeatedFields(fields),
    wishes,
    toolsNotOffered: tools.notOffered,
    stream: fields.stream ?? false,
    includeUsage: true,
    logProbs: (fields.include ?? []).includes("message.output_text.logprobs") || wishes.topLogProbs > 0,
    sampling: requestedSampling(fields),
    templateArguments: fields.chat_template_kwargs ?? {},
    sessionHints: {
      metadataSessionId: sessionIdOf(fields.metadata, fields.client_metadata),
      user: fields.user ?? null,
    },
    lacksReferences: !isResolved && options.recall === undefined && options.forwarded !== true,
    responseState: { stored: fields.store !== false, instructed: instructions !== "", compacted },
    facts: { ...unknownFields(object, KNOWN_FIELDS), ...toolFacts(tools) },
  };
}
