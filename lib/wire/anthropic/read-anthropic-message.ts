import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { Message } from "@/lib/core/message/message";
import { readToolCall } from "@/lib/core/message/read-tool-call";
import type { ParseOptions } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import { contentParts } from "@/lib/wire/shared/content-parts";
import { jsonValueSchema } from "@/lib/wire/shared/json-schemas";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";
import { type AnthropicBlock, blocksText, readBlocks } from "./anthropic-blocks";

const messageSchema = z.looseObject({ role: z.string(), content: jsonValueSchema });

function assistantMessage(blocks: readonly AnthropicBlock[]): Message {
  const reasoning = blocks.flatMap((block) => (block.type === "thinking" ? block.text : [])).join("");
  const calls = blocks.flatMap((block) =>
    block.type === "tool_use" ? readToolCall(block.name, block.input, block.id) : [],
  );
  return {
    role: "assistant",
    content: blocksText(blocks, ""),
    ...contentParts(blocks.filter(({ type }) => type === "text")),
    ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

/** Tool results and runs of text become messages of their own, in the order in which they stand. */
function userMessages(blocks: readonly AnthropicBlock[]): readonly Message[] {
  const messages: Message[] = [];
  let texts: string[] = [];
  const endText = () => {
    if (texts.length > 0) messages.push({ role: "user", content: texts.join("\n"), ...contentParts(texts) });
    texts = [];
  };
  for (const block of blocks) {
    if (block.type === "text") texts.push(block.text);
    if (block.type !== "tool_result") continue;
    endText();
    messages.push({ role: "tool", content: block.text, tool_call_id: block.toolUseId });
  }
  endText();
  return messages.length === 0 ? [{ role: "user", content: "" }] : messages;
}

/**
 * A message of Anthropic's in canonical form. A user message with tool results is several. A system message in the
 * middle of the list stays where it stands. One without text, as Claude Code sends after a compaction, is none. Throws
 * `RequestError`.
 */
export function readAnthropicMessage(
  value: JsonValue,
  at: readonly PropertyKey[],
  options: ParseOptions,
): readonly Message[] {
  const { role, content } = readWithSchema(messageSchema, value, at);
  const blocks = readBlocks(content, [...at, "content"], options);
  switch (role) {
    case "user":
      return userMessages(blocks);
    case "assistant":
      return [assistantMessage(blocks)];
    case "system": {
      const text = blocksText(blocks, "\n");
      return text === "" ? [] : [{ role: "system", content: text }];
    }
    default: {
      const param = `messages[${String(at.at(-1))}].role`;
      throw new RequestError(`${param} is "${role}"; accepted are user, assistant, system`, param);
    }
  }
}
