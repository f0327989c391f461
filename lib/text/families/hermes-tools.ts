import type { ToolCall } from "@/lib/core/message";
import { endOfJsonValue } from "../json-text";
import type { ToolFormat, ToolSection } from "./output-format";
import { toolCallFromJson } from "./tool-call-from-json";

const OPEN = "<tool_call>";
const CLOSE = "</tool_call>";

/** Where the call that begins after an opener closes. Brackets are followed, since a string may hold the closer. */
function closerAt(section: string, from: number): number {
  const start = section.indexOf("{", from);
  const firstCloser = section.indexOf(CLOSE, from);
  if (start < 0 || firstCloser < start) return firstCloser;
  const end = endOfJsonValue(section, start);
  return end < 0 ? firstCloser : section.indexOf(CLOSE, end);
}

/**
 * Hermes and Qwen: `<tool_call>\n{"name": …, "arguments": …}\n</tool_call>`, one block per call.
 * Source: the chat templates of Qwen2.5 and Qwen3.
 */
export const hermesTools: ToolFormat = {
  openers: [OPEN],
  read(section): ToolSection {
    const calls: ToolCall[] = [];
    let text = "";
    let at = 0;
    for (let open = section.indexOf(OPEN); open >= 0; open = section.indexOf(OPEN, at)) {
      text += outside(section.slice(at, open));
      const start = open + OPEN.length;
      const close = closerAt(section, start);
      if (close < 0) return { type: "ill_formed", reason: "a tool call is not closed" };
      const reading = toolCallFromJson(section.slice(start, close));
      if (reading.type === "ill_formed") return reading;
      calls.push(reading.call);
      at = close + CLOSE.length;
    }
    return { type: "calls", calls, text: text + outside(section.slice(at)) };
  },
};

/** White space between calls is layout; anything else was said. */
function outside(text: string): string {
  return text.trim() === "" ? "" : text;
}
