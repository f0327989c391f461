import { z } from "zod";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { objectOf } from "@/lib/core/json/object-of";
import { contentParts } from "@/lib/core/message/content-parts";
import type { Message } from "@/lib/core/message/message";
import { opaqueField } from "@/lib/core/message/read-content";
import { readToolCall } from "@/lib/core/message/read-tool-call";
import { unreadMembers } from "@/lib/core/message/unread-members";
import type { ParseOptions } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import { jsonValueSchema } from "@/lib/wire/shared/json-schemas";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";
import { type AnthropicBlock, blocksText, opaqueBlocks, readBlocks } from "./anthropic-blocks";

const messageSchema = z.looseObject({ role: z.string(), content: jsonValueSchema });

const KNOWN: ReadonlySet<string> = new Set(["role", "content"]);

/** What the model said, or what a request says that it said. */
export function assistantMessage(blocks: readonly AnthropicBlock[]): Message {
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
    ...opaqueField(opaqueBlocks(blocks)),
  };
}

function userMessage(blocks: readonly AnthropicBlock[]): Message {
  const texts = blocks.flatMap((block) => (block.type === "text" ? block.text : []));
  return {
    role: "user",
    content: texts.join("\n"),
    ...contentParts(texts),
    ...opaqueField(opaqueBlocks(blocks)),
  };
}

function toolMessage({ text, toolUseId, opaque }: Extract<AnthropicBlock, { type: "tool_result" }>): Message {
  return { role: "tool", content: text, tool_call_id: toolUseId, ...opaqueField(opaque) };
}

/** Whose a block is that stands in a message of this role: only the model thinks and calls, only tools have results. */
function speakerOf({ type }: AnthropicBlock, role: "user" | "assistant"): "user" | "assistant" | "tool" {
  switch (type) {
    case "thinking":
    case "tool_use":
      return "assistant";
    case "tool_result":
      return "tool";
    case "text":
    case "opaque":
      return role;
  }
}

/** A run of blocks by one speaker is a message; each tool result is one of its own, in the order in which they stand. */
function messagesOf(blocks: readonly AnthropicBlock[], role: "user" | "assistant"): readonly Message[] {
  const messages: Message[] = [];
  let run: AnthropicBlock[] = [];
  let speaker: "user" | "assistant" = role;
  const endRun = () => {
    if (run.length > 0) messages.push(speaker === "user" ? userMessage(run) : assistantMessage(run));
    run = [];
  };
  for (const block of blocks) {
    const by = speakerOf(block, role);
    if (block.type === "tool_result") {
      endRun();
      messages.push(toolMessage(block));
      continue;
    }
    if (by !== "tool" && by !== speaker) {
      endRun();
      speaker = by;
    }
    run.push(block);
  }
  endRun();
  if (messages.length > 0) return messages;
  return [role === "user" ? userMessage([]) : assistantMessage([])];
}

/** Members that no reader knows are kept with the first message that theirs is read as. */
function withUnread(messages: readonly Message[], given: JsonObject): readonly Message[] {
  const unread = unreadMembers(given, KNOWN);
  return messages.map((message, at) => (at === 0 ? { ...message, ...unread } : message));
}

/**
 * A message of Anthropic's in canonical form. A message with tool results is several, and so is one in which somebody
 * else than its role speaks. A system message in the middle of the list stays where it stands. One without text, as
 * Claude Code sends after a compaction, is none. Throws `RequestError`.
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
    case "assistant":
      return withUnread(messagesOf(blocks, role), objectOf(value));
    case "system": {
      const message = { content: blocksText(blocks, "\n"), ...opaqueField(opaqueBlocks(blocks)) };
      return message.content === "" && message.opaque === undefined ? [] : [{ role: "system", ...message }];
    }
    default: {
      const param = `messages[${String(at.at(-1))}].role`;
      throw new RequestError(`${param} is "${role}"; accepted are user, assistant, system`, param);
    }
  }
}
