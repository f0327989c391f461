import type { Message } from "./message";

/**
 * Joins a text and its tool calls, which a client echoed as two messages in either order, into the one message that the
 * model wrote. Null if the two are not such a pair. Codex over Chat Completions does this.
 *
 * @example
 * joinSplitAnswer({ role: "assistant", tool_calls: calls }, { role: "assistant", content: "On it." });
 * // { role: "assistant", content: "On it.", tool_calls: calls }
 */
export function joinSplitAnswer(first: Message, second: Message | undefined): Message | null {
  if (first.role !== "assistant" || second?.role !== "assistant") return null;
  const [calls, text] = hasCalls(first) ? [first, second] : [second, first];
  if (!hasCalls(calls) || hasCalls(text) || calls.content || !text.content) return null;
  const reasoning = calls.reasoning_content || text.reasoning_content;
  return { ...calls, content: text.content, ...(reasoning ? { reasoning_content: reasoning } : {}) };
}

function hasCalls({ tool_calls: calls }: Message): boolean {
  return calls !== undefined && calls.length > 0;
}
