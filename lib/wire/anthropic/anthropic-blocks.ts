import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { mediaPlaceholder } from "@/lib/core/message/read-content";
import type { ParseOptions } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import { jsonListSchema, jsonObjectSchema, jsonValueSchema } from "@/lib/wire/shared/json-schemas";
import { pathText } from "@/lib/wire/shared/path-text";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";
import { readOfRequest, requestReading } from "@/lib/wire/shared/request-reading";
import { readBlockText } from "./read-block-text";

/** A content block as far as it is recorded; cache marks and other decoration are gone. */
export type AnthropicBlock =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "thinking"; readonly text: string }
  | {
      readonly type: "tool_use";
      readonly id: string | null;
      readonly name: string;
      readonly input: JsonValue;
    }
  | {
      readonly type: "tool_result";
      readonly toolUseId: string;
      readonly text: string;
      /** What of the result is no text and counts: that it failed, and parts that no reader knows. */
      readonly opaque: readonly JsonValue[];
    }
  /** No reader knows it. */
  | { readonly type: "opaque"; readonly block: JsonValue };

const ACCEPTED = [
  "text",
  "thinking",
  "redacted_thinking",
  "tool_use",
  "tool_result",
  "image",
  "document",
  "search_result",
  "server_tool_use",
  "web_search_tool_result",
  "tool_addition",
  "tool_removal",
].join(", ");

const typeSchema = z.looseObject({ type: z.string() });
const textSchema = z.looseObject({ text: z.string() });
const thinkingSchema = z.looseObject({ thinking: z.string() });
const toolUseSchema = z.looseObject({ id: z.string(), name: z.string().min(1), input: jsonObjectSchema });
const givenToolUseSchema = z.looseObject({
  id: z.string().nullish(),
  name: z.string().min(1),
  input: jsonValueSchema.nullish(),
});
const toolResultSchema = z.looseObject({
  tool_use_id: z.string(),
  content: jsonValueSchema.nullish(),
  is_error: z.boolean().nullish(),
});

/** Where a block stands, and how it is read. */
interface BlockPlace {
  readonly at: readonly PropertyKey[];
  readonly options: ParseOptions;
}

/** A call. In what another server answered nothing of it may be missing but its name. */
function readToolUse(value: JsonValue, { at, options }: BlockPlace): AnthropicBlock {
  const { id, name, input } = options.forwarded
    ? readWithSchema(givenToolUseSchema, value, at)
    : readWithSchema(toolUseSchema, value, at);
  return { type: "tool_use", id: id ?? null, name, input: input ?? {} };
}

function readToolResult(value: JsonValue, { at, options }: BlockPlace): AnthropicBlock {
  const { tool_use_id: toolUseId, content, is_error: failed } = readWithSchema(toolResultSchema, value, at);
  const blocks = readBlocks(content ?? "", [...at, "content"], options);
  const opaque = [...(failed === true ? [{ is_error: true }] : []), ...opaqueBlocks(blocks)];
  return { type: "tool_result", toolUseId, text: blocksText(blocks, "\n"), opaque };
}

function readMedia(type: string, { at, options }: BlockPlace): AnthropicBlock {
  const text = readOfRequest(() => mediaPlaceholder(type, pathText(at), requestReading(options)));
  return { type: "text", text };
}

/**
 * What a provider's own server does by itself is a call and its result. In what another server answers they are parts
 * of one message.
 */
function readServerTool(type: string, value: JsonValue, { at, options }: BlockPlace): AnthropicBlock {
  if (options.forwarded) return { type: "opaque", block: value };
  if (type === "server_tool_use") {
    const { id, name, input } = readWithSchema(toolUseSchema, value, at);
    return { type: "tool_use", id, name, input };
  }
  const { tool_use_id: toolUseId, content } = readWithSchema(toolResultSchema, value, at);
  const text = readBlockText({ type, content: content ?? null }) ?? "";
  return { type: "tool_result", toolUseId, text, opaque: [] };
}

function readKnown(type: string, value: JsonValue, place: BlockPlace): AnthropicBlock | null {
  const { at } = place;
  switch (type) {
    case "text":
      return { type, text: readWithSchema(textSchema, value, at).text };
    case "thinking":
      return { type, text: readWithSchema(thinkingSchema, value, at).thinking };
    case "tool_use":
      return readToolUse(value, place);
    case "tool_result":
      return readToolResult(value, place);
    case "server_tool_use":
    case "web_search_tool_result":
      return readServerTool(type, value, place);
    default: {
      const text = readBlockText(value);
      if (text !== null) return { type: "text", text };
      return type === "image" || type === "document" ? readMedia(type, place) : null;
    }
  }
}

function readBlock(value: JsonValue, place: BlockPlace): AnthropicBlock | null {
  const keeps = place.options.forwarded === true;
  try {
    const { type } = readWithSchema(typeSchema, value, place.at);
    if (type === "redacted_thinking") return null;
    const known = readKnown(type, value, place);
    if (known !== null) return known;
    const param = `${pathText(place.at)}.type`;
    throw new RequestError(`${param} is "${type}"; accepted are ${ACCEPTED}`, param);
  } catch (error) {
    if (keeps && error instanceof RequestError) return { type: "opaque", block: value };
    throw error;
  }
}

/** Content of a message, a system field or a tool result: a string is one text block. Throws `RequestError`. */
export function readBlocks(
  content: JsonValue,
  at: readonly PropertyKey[],
  options: ParseOptions,
): readonly AnthropicBlock[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (options.forwarded && (content === null || isObject(content))) {
    return content === null ? [] : [{ type: "opaque", block: content }];
  }
  const list = jsonListSchema.safeParse(content);
  if (!list.success) {
    throw new RequestError(`${pathText(at)} must be a string or a list of content blocks`, pathText(at));
  }
  return list.data.flatMap((block, index) => readBlock(block, { at: [...at, index], options }) ?? []);
}

/** The text of the text blocks, joined. */
export function blocksText(blocks: readonly AnthropicBlock[], separator: string): string {
  return blocks.flatMap((block) => (block.type === "text" ? block.text : [])).join(separator);
}

/** The blocks that no reader knows, as they came. */
export function opaqueBlocks(blocks: readonly AnthropicBlock[]): readonly JsonValue[] {
  return blocks.flatMap((block) => (block.type === "opaque" ? [block.block] : []));
}
