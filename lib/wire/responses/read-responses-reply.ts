import { z } from "zod";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { FinishReason } from "@/lib/core/recording/turn";
import type { ReadReply } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import { jsonListSchema, jsonValueSchema } from "@/lib/wire/shared/json-schemas";
import { readResponsesItem } from "./read-responses-item";
import type { ResponsesItem } from "./responses-item";
import { responsesMessages } from "./responses-messages";

const responseSchema = z.looseObject({
  object: z.literal("response"),
  status: z.string().nullish(),
  output: jsonListSchema,
  usage: z
    .looseObject({
      input_tokens: z.number(),
      output_tokens: z.number(),
      input_tokens_details: z.looseObject({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
});

const endSchema = z.looseObject({
  type: z.enum(["response.completed", "response.incomplete", "response.failed"]),
  response: responseSchema,
});

const itemDoneSchema = z.looseObject({
  type: z.literal("response.output_item.done"),
  item: jsonValueSchema,
});

/** Items that only the server that made them understands are passed over. */
function readItem(value: JsonValue): readonly ResponsesItem[] {
  try {
    return [readResponsesItem(value, ["output"], { media: "placeholder" })];
  } catch (error) {
    if (error instanceof RequestError) return [];
    throw error;
  }
}

function finishReason(status: string | null | undefined, hasCalls: boolean): FinishReason {
  switch (status) {
    case "completed":
      return hasCalls ? "tool_calls" : "stop";
    case "incomplete":
      return "length";
    default:
      return "abort";
  }
}

/** The reply that the documents of a Responses answer make: one response, or the events of a stream. */
export function readResponsesReply(documents: readonly JsonObject[]): ReadReply | null {
  const done: JsonValue[] = [];
  let response: z.output<typeof responseSchema> | null = null;
  for (const document of documents) {
    const item = itemDoneSchema.safeParse(document);
    if (item.success) done.push(item.data.item);
    const whole = responseSchema.safeParse(document);
    const end = endSchema.safeParse(document);
    if (whole.success) response = whole.data;
    else if (end.success) response = end.data.response;
  }
  if (response === null && done.length === 0) return null;
  const output = response !== null && response.output.length > 0 ? response.output : done;
  const [first] = responsesMessages(output.flatMap(readItem)).filter(({ role }) => role === "assistant");
  const message = first ?? { role: "assistant" as const, content: "" };
  const usage = response?.usage;
  return {
    message,
    finishReason: finishReason(response?.status, (message.tool_calls ?? []).length > 0),
    matchedStop: null,
    promptTokens: usage?.input_tokens ?? null,
    completionTokens: usage?.output_tokens ?? null,
    cachedTokens: usage?.input_tokens_details?.cached_tokens ?? null,
  };
}
