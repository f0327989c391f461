import type { JsonObject } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Message, ToolCall } from "@/lib/core/message/message";
import type { RenderInput } from "@/lib/text/language-model";
import { openLastMessage } from "./open-last-message";
import { hasCodes, protectText } from "./template-codes";
import { templateObjectFromText } from "./template-object-from-text";
import { templateValue } from "./template-value";

/**
 * A conversation as the chat routes of engines take it. What a client wrote carries the codes of `template-codes.ts`,
 * so that the names of special tokens stay data in what the engine's template prints. Arguments are read before they
 * are coded: an engine reads them too, and `\u003c` would come out of it as a bracket.
 */
export function chatConversation(input: RenderInput, specials: RegExp | null): JsonObject {
  const { messages, tools, templateArguments, addGenerationPrompt } = input;
  return {
    messages: openLastMessage(
      input,
      messages.map((message) => chatMessage(message, specials)),
    ),
    ...(tools.length > 0 && { tools: tools.map((tool) => templateValue(tool, specials)) }),
    ...(Object.keys(templateArguments).length > 0 && {
      chat_template_kwargs: templateValue(templateArguments, specials),
    }),
    add_generation_prompt: addGenerationPrompt && !input.continueFinalMessage,
  };
}

function chatMessage(message: Message, specials: RegExp | null): JsonObject {
  const text = (value: string): string => protectText(value, specials);
  const { role, content, reasoning_content: reasoning, tool_calls: calls = [], tool_call_id, name } = message;
  return {
    role,
    content: !content && calls.length > 0 ? null : text(content ?? ""),
    // vLLM reads the first, SGLang the second.
    ...(reasoning && { reasoning: text(reasoning), reasoning_content: text(reasoning) }),
    ...(calls.length > 0 && { tool_calls: calls.map((call, at) => chatCall(call, at, specials)) }),
    ...(tool_call_id !== undefined && { tool_call_id: text(tool_call_id) }),
    ...(name !== undefined && { name: text(name) }),
  };
}

function chatCall(call: ToolCall, at: number, specials: RegExp | null): JsonObject {
  return {
    id: protectText(call.id ?? `call_${at}`, specials),
    type: "function",
    function: {
      name: protectText(call.function.name, specials),
      arguments: chatArguments(call, specials),
    },
  };
}

/** As they were written, where nothing in them has to be coded. */
function chatArguments(
  { arguments_text: text, function: called }: ToolCall,
  specials: RegExp | null,
): string {
  const spelled = text === undefined ? null : templateObjectFromText(text, specials);
  const coded = stringifyJson(spelled ?? templateValue(called.arguments, specials));
  return text === undefined || hasCodes(coded) ? coded : text;
}
