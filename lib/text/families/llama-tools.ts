import type { ToolCall } from "@/lib/core/message/message";
import { endOfJsonValue } from "@/lib/text/output/json-text";
import type { ToolFormat, ToolSection } from "./output-format";
import { toolCallFromJson } from "./tool-call-from-json";

const PYTHON_TAG = "<|python_tag|>";
const LOOKS_LIKE_CALL = /^\s*\{\s*"name"\s*:/;

function readCalls(text: string): ToolSection {
  const calls: ToolCall[] = [];
  let at = 0;
  while (text.slice(at).trim() !== "") {
    const start = text.indexOf("{", at);
    const between = text.slice(at, start < 0 ? text.length : start).trim();
    if (start < 0 || (between !== "" && between !== ";"))
      return { type: "calls", calls, text: text.slice(at) };
    const end = endOfJsonValue(text, start);
    if (end < 0) return { type: "ill_formed", reason: "a tool call is not closed" };
    const written = text.slice(start, end);
    const reading = toolCallFromJson(written, written.includes('"parameters"') ? "parameters" : "arguments");
    if (reading.type === "ill_formed") return reading;
    calls.push(reading.call);
    at = end;
  }
  return { type: "calls", calls, text: "" };
}

/**
 * Llama 3.1 to 3.3: an answer that is a JSON object with a name and parameters, after `<|python_tag|>` or on its own;
 * several are set apart by semicolons. Any other JSON is text. Source: the chat templates of Llama 3.1 and 3.2.
 */
export const llamaTools: ToolFormat = {
  openers: [PYTHON_TAG],
  firstCharacter: "{",
  read(section) {
    if (section.startsWith(PYTHON_TAG)) return readCalls(section.slice(PYTHON_TAG.length));
    return LOOKS_LIKE_CALL.test(section) ? readCalls(section) : { type: "text" };
  },
};
