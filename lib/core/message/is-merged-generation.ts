import type { Message } from "./message";

/**
 * Whether a message is several answers in a row made one. Its text is theirs end to end, and it has as many tool calls
 * as the last. Qwen Code does this when the length limit cut an answer off. It has the model go on after a user message
 * of its own, then drops that message and joins the texts.
 *
 * @param held - The messages from the first of those answers on, with what was said between them.
 *
 * @example
 * isMergedGeneration([assistant("The build "), user("Continue."), assistant("fails.")], assistant("The build fails."));
 * // true
 */
export function isMergedGeneration(held: readonly Message[], found: Message): boolean {
  if (found.role !== "assistant") return false;
  const whole = said(found);
  let joined = "";
  let parts = 0;
  for (const message of held) {
    if (message.role === "tool") return false;
    if (message.role !== "assistant") continue;
    const part = said(message);
    joined += part;
    parts += Number(part !== "");
    if (!whole.startsWith(joined)) return false;
    if (parts > 1 && joined === whole) return callCount(message) === callCount(found);
    if (callCount(message) > 0) return false;
  }
  return false;
}

/** White space at a seam is the client's to keep or to drop. */
function said({ content }: Message): string {
  return (content ?? "").replace(/\s+/g, "");
}

function callCount({ tool_calls: calls }: Message): number {
  return calls?.length ?? 0;
}
