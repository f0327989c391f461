import { canonicalJson } from "@/lib/core/json/canonical-json";
import type { Message } from "./message";

/**
 * Whether a message is the part of an answer that a client has after a cut stream. It is the beginning of the answer's
 * text, or of its list of calls, and not all of it. Codex keeps and runs what it received before a cut.
 *
 * @example
 * isPartOf({ role: "assistant", content: "The wh" }, { role: "assistant", content: "The whole." }); // true
 */
export function isPartOf(part: Message, whole: Message): boolean {
  if (part.role !== "assistant" || whole.role !== "assistant") return false;
  const text = (part.content ?? "").trim();
  const calls = part.tool_calls ?? [];
  const allCalls = whole.tool_calls ?? [];
  const isEmpty = text === "" && calls.length === 0;
  if (isEmpty || !(whole.content ?? "").trim().startsWith(text) || calls.length > allCalls.length)
    return false;
  const begins = calls.every((call, index) => {
    const other = allCalls[index];
    return (
      other?.function.name === call.function.name &&
      canonicalJson(other.function.arguments) === canonicalJson(call.function.arguments)
    );
  });
  return begins && (calls.length < allCalls.length || text !== (whole.content ?? "").trim());
}
