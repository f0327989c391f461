import { endOfJsonValue } from "@/lib/text/output/json-text";
import { blockTools } from "./block-tools";
import { toolCallFromJson } from "./tool-call-from-json";

const CLOSE = "</tool_call>";

/** Brackets are followed, since a string in the arguments may hold the closer. */
function closeAt(section: string, from: number): number {
  const start = section.indexOf("{", from);
  const firstCloser = section.indexOf(CLOSE, from);
  if (start < 0 || (firstCloser >= 0 && firstCloser < start)) return firstCloser;
  const end = endOfJsonValue(section, start);
  return end < 0 ? firstCloser : section.indexOf(CLOSE, end);
}

/**
 * Hermes and Qwen: `<tool_call>\n{"name": …, "arguments": …}\n</tool_call>`, one block for each call.
 * Source: the chat templates of Qwen2.5 and Qwen3.
 */
export const hermesTools = blockTools({
  open: "<tool_call>",
  close: CLOSE,
  closeAt,
  readCall: (inside) => toolCallFromJson(inside),
});
