import { z } from "zod";
import type { JsonObject } from "@/lib/core/json/json-value";
import { readToolCall } from "@/lib/core/message/read-tool-call";
import type { FinishReason } from "@/lib/core/recording/turn";
import type { ReadReply } from "@/lib/wire/protocol";

const callSchema = z.looseObject({
  index: z.number().int().nullish(),
  id: z.string().nullish(),
  function: z.looseObject({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
});

/** A message, or a piece of one: the stream's deltas have the same fields. */
const pieceSchema = z.looseObject({
  content: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  reasoning: z.string().nullish(),
  tool_calls: z.array(callSchema).nullish(),
});

const choiceSchema = z.looseObject({
  message: pieceSchema.nullish(),
  delta: pieceSchema.nullish(),
  finish_reason: z.string().nullish(),
  stop_reason: z.union([z.string(), z.number()]).nullish(),
});

const documentSchema = z.looseObject({
  choices: z.array(choiceSchema),
  usage: z
    .looseObject({
      prompt_tokens: z.number().nullish(),
      completion_tokens: z.number().nullish(),
      prompt_tokens_details: z.looseObject({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
});

interface HeldCall {
  id: string | null;
  name: string;
  text: string;
}

function finishReason(text: string | null | undefined): FinishReason {
  switch (text) {
    case "stop":
    case "length":
    case "tool_calls":
      return text;
    case "function_call":
      return "tool_calls";
    case "content_filter":
      return "stop";
    default:
      return "abort";
  }
}

/** Pieces of calls belong together by their index; a piece without one begins a call when it has an id. */
function addCalls(held: HeldCall[], pieces: readonly z.output<typeof callSchema>[]): void {
  for (const piece of pieces) {
    const isNew = typeof piece.id === "string" || held.length === 0;
    const at = piece.index ?? (isNew ? held.length : held.length - 1);
    held[at] ??= { id: null, name: "", text: "" };
    const call = held[at];
    call.id ??= piece.id ?? null;
    call.name += piece.function?.name ?? "";
    call.text += piece.function?.arguments ?? "";
  }
}

/** The reply that the documents of a Chat Completions answer make: one whole, or the chunks of a stream. */
export function readChatReply(documents: readonly JsonObject[]): ReadReply | null {
  const read = documents.flatMap((document) => {
    const result = documentSchema.safeParse(document);
    return result.success ? [result.data] : [];
  });
  const choices = read.flatMap((document) => document.choices.slice(0, 1));
  if (choices.length === 0) return null;
  const pieces = choices.map((choice) => choice.message ?? choice.delta ?? {});
  const calls: HeldCall[] = [];
  for (const piece of pieces) addCalls(calls, piece.tool_calls ?? []);
  const reasoning = pieces.map((piece) => piece.reasoning_content ?? piece.reasoning ?? "").join("");
  const usage = read.findLast((document) => document.usage)?.usage;
  const stop = choices.findLast((choice) => typeof choice.stop_reason === "string")?.stop_reason;
  return {
    message: {
      role: "assistant",
      content: pieces.map((piece) => piece.content ?? "").join(""),
      ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
      ...(calls.length === 0
        ? {}
        : { tool_calls: calls.map((call) => readToolCall(call.name, call.text, call.id)) }),
    },
    finishReason: finishReason(choices.findLast((choice) => choice.finish_reason)?.finish_reason),
    matchedStop: typeof stop === "string" ? stop : null,
    promptTokens: usage?.prompt_tokens ?? null,
    completionTokens: usage?.completion_tokens ?? null,
    cachedTokens: usage?.prompt_tokens_details?.cached_tokens ?? null,
  };
}
