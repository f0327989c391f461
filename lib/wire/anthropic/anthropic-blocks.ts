import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { ParseOptions } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import { jsonListSchema, jsonObjectSchema, jsonValueSchema } from "@/lib/wire/shared/json-schemas";
import { pathText } from "@/lib/wire/shared/path-text";
import { mediaPlaceholder } from "@/lib/wire/shared/read-content";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";

/** A content block as far as it is recorded; cache marks and other decoration are gone. */
export type AnthropicBlock =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "thinking"; readonly text: string }
  | { readonly type: "tool_use"; readonly id: string; readonly name: string; readonly input: JsonValue }
  | { readonly type: "tool_result"; readonly toolUseId: string; readonly text: string };

const ACCEPTED = "text, thinking, redacted_thinking, tool_use, tool_result, image, document";

const typeSchema = z.looseObject({ type: z.string() });
const textSchema = z.looseObject({ text: z.string() });
const thinkingSchema = z.looseObject({ thinking: z.string() });
const toolUseSchema = z.looseObject({ id: z.string(), name: z.string().min(1), input: jsonObjectSchema });
const toolResultSchema = z.looseObject({ tool_use_id: z.string(), content: jsonValueSchema.nullish() });
const toolReferenceSchema = z.looseObject({ tool_name: z.string() });

function readBlock(
  value: JsonValue,
  at: readonly PropertyKey[],
  options: ParseOptions,
): AnthropicBlock | null {
  const { type } = readWithSchema(typeSchema, value, at);
  switch (type) {
    case "text":
      return { type, text: readWithSchema(textSchema, value, at).text };
    case "thinking":
      return { type, text: readWithSchema(thinkingSchema, value, at).thinking };
    case "redacted_thinking":
      return null;
    case "tool_use": {
      const { id, name, input } = readWithSchema(toolUseSchema, value, at);
      return { type, id, name, input };
    }
    case "tool_result": {
      const { tool_use_id: toolUseId, content } = readWithSchema(toolResultSchema, value, at);
      const blocks = readBlocks(content ?? "", [...at, "content"], options);
      return { type, toolUseId, text: blocksText(blocks, "\n") };
    }
    case "tool_reference":
      return {
        type: "text",
        text: `Tool loaded: ${readWithSchema(toolReferenceSchema, value, at).tool_name}`,
      };
    case "image":
    case "document":
      return { type: "text", text: mediaPlaceholder(type, pathText(at), options) };
    default: {
      const param = `${pathText(at)}.type`;
      throw new RequestError(`${param} is "${type}"; accepted are ${ACCEPTED}`, param);
    }
  }
}

/** Content of a message, a system field or a tool result: a string is one text block. Throws `RequestError`. */
export function readBlocks(
  content: JsonValue,
  at: readonly PropertyKey[],
  options: ParseOptions,
): readonly AnthropicBlock[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  const list = jsonListSchema.safeParse(content);
  if (!list.success) {
    throw new RequestError(`${pathText(at)} must be a string or a list of content blocks`, pathText(at));
  }
  return list.data.flatMap((block, index) => readBlock(block, [...at, index], options) ?? []);
}

/** The text of the text blocks, joined. */
export function blocksText(blocks: readonly AnthropicBlock[], separator: string): string {
  return blocks.flatMap((block) => (block.type === "text" ? block.text : [])).join(separator);
}
