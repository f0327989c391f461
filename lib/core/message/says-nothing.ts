import type { Message } from "./message";

/**
 * Whether an answer has neither text nor tool calls, nor parts that no reader knows. Reasoning alone says nothing: no reader is shown it.
 *
 * @example
 * saysNothing({ role: "assistant", content: " ", reasoning_content: "Let me see." }); // true
 */
export function saysNothing({ role, content, tool_calls: calls, opaque }: Message): boolean {
  const isMute = (content ?? "").trim() === "" && (calls ?? []).length === 0;
  return role === "assistant" && isMute && opaque === undefined;
}
