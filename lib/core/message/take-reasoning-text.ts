import type { Message } from "./message";

/** Reasoning as a text that begins with it; the tags stand on lines of their own, or beside the words. */
const REASONING_TEXT = /^\s*<think>([\s\S]*?)<\/think>\s*/;

/**
 * The message with the reasoning that stands in its text, between think tags at the beginning, in the place of
 * reasoning. Null where there is none, or the message has reasoning of its own. pydantic-ai gives reasoning back so
 * to endpoints whose signatures are not the provider's.
 *
 * @example
 * takeReasoningText({ role: "assistant", content: "<think>\nhm\n</think>" });
 * // { role: "assistant", content: "", reasoning_content: "\nhm\n" }
 */
export function takeReasoningText(message: Message): Message | null {
  const content = message.content ?? "";
  const found =
    message.role === "assistant" && !message.reasoning_content ? REASONING_TEXT.exec(content) : null;
  if (found === null) return null;
  return { ...message, content: content.slice(found[0].length), reasoning_content: found[1] ?? "" };
}
