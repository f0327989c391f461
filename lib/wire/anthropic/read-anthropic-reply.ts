import { z } from "zod";
import type { JsonObject } from "@/lib/core/json/json-value";
import type { ToolCall } from "@/lib/core/message/message";
import { readToolCall } from "@/lib/core/message/read-tool-call";
import type { FinishReason } from "@/lib/core/recording/turn";
import type { ReadReply } from "@/lib/wire/protocol";
import { jsonValueSchema } from "@/lib/wire/shared/json-schemas";

const blockSchema = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  thinking: z.string().optional(),
  id: z.string().optional(),
  name: z.string().optional(),
  input: jsonValueSchema.optional(),
});

const usageSchema = z.looseObject({
  input_tokens: z.number().nullish(),
  output_tokens: z.number().nullish(),
  cache_creation_input_tokens: z.number().nullish(),
  cache_read_input_tokens: z.number().nullish(),
});

const stopShape = { stop_reason: z.string().nullish(), stop_sequence: z.string().nullish() };

const messageSchema = z.looseObject({
  ...stopShape,
  content: z.array(blockSchema),
  usage: usageSchema.nullish(),
});

const documentSchema = z.union([
  messageSchema.extend({ type: z.literal("message") }),
  z.looseObject({ type: z.literal("message_start"), message: messageSchema }),
  z.looseObject({ type: z.literal("content_block_start"), index: z.number(), content_block: blockSchema }),
  z.looseObject({
    type: z.literal("content_block_delta"),
    index: z.number(),
    delta: z.looseObject({
      text: z.string().optional(),
      thinking: z.string().optional(),
      partial_json: z.string().optional(),
    }),
  }),
  z.looseObject({
    type: z.literal("message_delta"),
    delta: z.looseObject(stopShape),
    usage: usageSchema.nullish(),
  }),
]);

type Block = z.output<typeof blockSchema> & { json: string };

/** What has been heard of a reply so far. */
class Heard {
  readonly blocks: Block[] = [];
  usage: z.output<typeof usageSchema> = {};
  stop: string | null = null;
  sequence: string | null = null;
  isBegun = false;

  take(document: z.output<typeof documentSchema>): void {
    this.isBegun = true;
    switch (document.type) {
      case "message":
        this.blocks.push(...document.content.map((block) => ({ ...block, json: "" })));
        this.addUsage(document.usage);
        this.addStop(document);
        break;
      case "message_start":
        this.addUsage(document.message.usage);
        break;
      case "content_block_start":
        this.blocks[document.index] = { ...document.content_block, json: "" };
        break;
      case "content_block_delta":
        this.addDelta(document.index, document.delta);
        break;
      case "message_delta":
        this.addUsage(document.usage);
        this.addStop(document.delta);
        break;
    }
  }

  private addDelta(index: number, delta: { text?: string; thinking?: string; partial_json?: string }): void {
    const block = this.blocks[index];
    if (block === undefined) return;
    if (delta.text !== undefined) block.text = (block.text ?? "") + delta.text;
    if (delta.thinking !== undefined) block.thinking = (block.thinking ?? "") + delta.thinking;
    block.json += delta.partial_json ?? "";
  }

  /** Later counts win; a count that is not given leaves the earlier one. */
  private addUsage(usage: z.output<typeof usageSchema> | null | undefined): void {
    const given = Object.entries(usage ?? {}).filter(([, value]) => value !== null && value !== undefined);
    this.usage = { ...this.usage, ...Object.fromEntries(given) };
  }

  private addStop(fields: { stop_reason?: string | null; stop_sequence?: string | null }): void {
    this.stop = fields.stop_reason ?? this.stop;
    this.sequence = fields.stop_sequence ?? this.sequence;
  }
}

function finishReason(stop: string | null): FinishReason {
  switch (stop) {
    case null:
      return "abort";
    case "max_tokens":
    case "model_context_window_exceeded":
      return "length";
    case "tool_use":
      return "tool_calls";
    default:
      return "stop";
  }
}

function callOf(block: Block): readonly ToolCall[] {
  if (block.type !== "tool_use") return [];
  return [readToolCall(block.name ?? "", block.json === "" ? (block.input ?? {}) : block.json, block.id)];
}

/** The reply that the documents of an Anthropic answer make: one message, or the events of a stream. */
export function readAnthropicReply(documents: readonly JsonObject[]): ReadReply | null {
  const heard = new Heard();
  for (const document of documents) {
    const read = documentSchema.safeParse(document);
    if (read.success) heard.take(read.data);
  }
  if (!heard.isBegun) return null;
  const blocks = heard.blocks.filter((block) => block !== undefined);
  const thinking = blocks.map((block) => block.thinking ?? "").join("");
  const calls = blocks.flatMap(callOf);
  const { input_tokens: input, cache_read_input_tokens: cached } = heard.usage;
  const written = heard.usage.cache_creation_input_tokens ?? 0;
  return {
    message: {
      role: "assistant",
      content: blocks.map((block) => block.text ?? "").join(""),
      ...(thinking === "" ? {} : { reasoning_content: thinking }),
      ...(calls.length === 0 ? {} : { tool_calls: calls }),
    },
    finishReason: finishReason(heard.stop),
    matchedStop: heard.sequence,
    promptTokens: typeof input === "number" ? input + (cached ?? 0) + written : null,
    completionTokens: heard.usage.output_tokens ?? null,
    cachedTokens: cached ?? null,
  };
}
