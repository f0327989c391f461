import type { Message } from "./message";
import { saysNothing } from "./says-nothing";

/**
 * Whether a message is the useless rest of an answer that broke off: nothing at all, or the reasoning of an answer that
 * was lost. Clients ask again and leave it in their history beside the second answer (opencode and Codex do,
 * docs/clients.md).
 *
 * @param lost - The answers to the same prompt that did not arrive.
 *
 * @example
 * isRemnant({ role: "assistant", content: "" }, []); // true
 */
export function isRemnant(message: Message, lost: readonly Message[]): boolean {
  if (!saysNothing(message)) return false;
  const reasoning = (message.reasoning_content ?? "").trim();
  return reasoning === "" || lost.some((answer) => beginsWith(answer.reasoning_content, reasoning));
}

function beginsWith(whole: string | null | undefined, beginning: string): boolean {
  return (whole ?? "").trim().startsWith(beginning);
}
