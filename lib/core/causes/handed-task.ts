import { argumentTexts } from "@/lib/core/message/argument-texts";
import type { Message, ToolCall } from "@/lib/core/message/message";

/** Shorter texts than this occur in a prompt by chance. */
export const TELLING_CHARACTERS = 20;

/** What users say before the first tool call of a conversation: where a sub-agent is given its task. */
export function openingTexts(messages: readonly Message[]): readonly string[] {
  const firstCall = messages.findIndex((message) => (message.tool_calls ?? []).length > 0);
  return messages
    .slice(0, firstCall < 0 ? messages.length : firstCall)
    .flatMap(({ role, content }) => (role === "user" && content ? [content] : []));
}

/**
 * Whether a tool call hands over the task that a conversation opens with. One of its texts is an opening text, or
 * stands in them and is too long to do so by chance.
 *
 * @example
 * handsOver(taskCall({ prompt: "List every file." }), ["List every file."]); // true
 */
export function handsOver(call: ToolCall, opening: readonly string[]): boolean {
  const whole = opening.join("\n");
  return argumentTexts(call).some(
    (text) =>
      (text.length >= TELLING_CHARACTERS && whole.includes(text)) ||
      (text !== "" && opening.some((one) => one.trim() === text)),
  );
}
