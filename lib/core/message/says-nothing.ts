import type { Message } from "./message";

/**
 * Whether an answer has neither text nor tool calls. Reasoning alone says nothing: no reader is shown it.
 *
 * @example
 * saysNothing({ role: "assistant", content: " ", reasoning_content: "Let me see." }); // true
 */
export function saysNothing({ role, content, tool_calls: calls }: Message): boolean {
  return role === "assistant" && (content ?? "").trim() === "" && (calls ?? []).length === 0;
}
