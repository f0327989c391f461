import type { Message } from "@/lib/core/message/message";
import type { ParsedOutput } from "@/lib/text/language-model";
import { mintToolCallId } from "./mint-ids";

/** The canonical message of an answer, its tool calls given the ids under which the client will see them. */
export function answerMessage(parsed: ParsedOutput, callKey: string): Message {
  const calls = parsed.toolCalls.map((call, index) => ({ ...call, id: mintToolCallId(callKey, index) }));
  return {
    role: "assistant",
    content: parsed.content,
    ...(parsed.reasoning === null ? {} : { reasoning_content: parsed.reasoning }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}
