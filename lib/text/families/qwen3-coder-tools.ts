import { parametersGrammar } from "@/lib/text/grammar/parameters-grammar";
import { type BlockEnd, blockTools, endAt } from "./block-tools";
import { callFromValues } from "./call-from-values";
import type { ToolCallReading } from "./tool-call-from-json";

const OPEN = "<tool_call>";
const CLOSE = "</tool_call>";
const FUNCTION_OPEN = "<function=";
const FUNCTION_CLOSE = "</function>";
const FUNCTION = /^\s*<function=([^>\n]*)>([\s\S]*)<\/function>\s*$/;
const PARAMETER = /\s*<parameter=([^>\n]*)>\n?([\s\S]*?)\n?<\/parameter>\s*/y;

function readCall(inside: string, tools: Parameters<typeof callFromValues>[2]): ToolCallReading {
  const found = FUNCTION.exec(inside);
  if (found === null) return { type: "ill_formed", reason: "a tool call is not a function block" };
  const [, name = "", body = ""] = found;
  if (name === "") return { type: "ill_formed", reason: "a tool call has no name" };
  const values: [string, string][] = [];
  PARAMETER.lastIndex = 0;
  let at = 0;
  for (let part = PARAMETER.exec(body); part !== null; part = PARAMETER.exec(body)) {
    const [, parameter = "", value = ""] = part;
    values.push([parameter, value]);
    at = PARAMETER.lastIndex;
  }
  if (body.slice(at).trim() !== "")
    return { type: "ill_formed", reason: "a parameter of a tool call is not closed" };
  return callFromValues(name, values, tools, "text");
}

/**
 * A value may quote either closer. So the closer of the call counts where it follows a function block, and a block that
 * is followed by neither a closer nor another call ends at its last closer.
 */
function endOf(section: string, from: number): BlockEnd | null {
  const block = endAt(FUNCTION_CLOSE, section, from);
  if (block === null) return endAt(CLOSE, section, from);
  const rest = section.slice(block.next).trimStart();
  if (rest === "" || rest.startsWith(OPEN) || rest.startsWith(FUNCTION_OPEN)) {
    return { inside: block.next, next: block.next };
  }
  const closed = endAt(CLOSE, section, block.next);
  if (closed !== null) return closed;
  const last = section.lastIndexOf(FUNCTION_CLOSE) + FUNCTION_CLOSE.length;
  return { inside: last, next: last };
}

/**
 * Qwen3-Coder: `<tool_call>\n<function=NAME>\n<parameter=KEY>\nVALUE\n</parameter>\n</function>\n</tool_call>`. Values
 * are bare text, one newline on either side of them being layout. A function block without `<tool_call>` around it is a
 * call too, as vLLM and SGLang read it: the model leaves it out at times. Source: the chat template of Qwen3-Coder.
 */
export const qwen3CoderTools = blockTools({
  open: OPEN,
  close: CLOSE,
  written: [
    {
      before: "<tool_call>\n",
      between: "\n</tool_call>\n<tool_call>\n",
      after: "\n</tool_call>",
      blocks: (tool) => [
        {
          type: "block",
          begin: `<function=${tool.name}>\n`,
          inside: parametersGrammar(tool, {
            begin: (name) => `<parameter=${name}>\n`,
            end: "\n</parameter>\n",
          }),
          end: "</function>",
        },
      ],
    },
  ],
  bareOpen: FUNCTION_OPEN,
  endOf,
  readCall,
});
