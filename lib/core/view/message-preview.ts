import { visibleText } from "@/lib/core/base/visible-text";
import type { Message } from "@/lib/core/message/message";

/** Long enough for the widest card; the full text is in the node's panel. */
const PREVIEW_CHARACTERS = 160;

/** Messages are immutable and drawn again whenever a setting moves. */
const previews = new WeakMap<Message, string>();

/**
 * The first line that tells a message from its neighbours.
 *
 * @example
 * messagePreview({ role: "assistant", content: "", tool_calls: [ls] }); // 'ls {"path":"/tmp"}'
 */
export function messagePreview(message: Message | null): string {
  if (!message) return "";
  const preview = previews.get(message) ?? firstLine(message);
  previews.set(message, preview);
  return preview;
}

function firstLine(message: Message): string {
  const text = message.content?.trim() || firstCall(message) || message.reasoning_content?.trim() || "";
  const line = visibleText(text.split("\n", 1)[0] ?? "");
  return line.length > PREVIEW_CHARACTERS ? `${line.slice(0, PREVIEW_CHARACTERS)}…` : line;
}

function firstCall(message: Message): string {
  const call = message.tool_calls?.[0];
  if (!call) return "";
  const written = call.arguments_text ?? call.function.arguments;
  return `${call.function.name} ${typeof written === "string" ? written : JSON.stringify(written, bigIntAsText)}`;
}

function bigIntAsText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
