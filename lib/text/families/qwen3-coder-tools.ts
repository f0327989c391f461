import { parametersGrammar } from "@/lib/text/grammar/parameters-grammar";
import { blockTools, endAt } from "./block-tools";
import { callFromValues } from "./call-from-values";
import type { ToolCallReading } from "./tool-call-from-json";

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
 * Qwen3-Coder: `<tool_call>\n<function=NAME>\n<parameter=KEY>\nVALUE\n</parameter>\n</function>\n</tool_call>`. Values
 * are bare text, one newline on either side of them being layout. Source: the chat template of Qwen3-Coder.
 */
export const qwen3CoderTools = blockTools({
  open: "<tool_call>",
  close: "</tool_call>",
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
  endOf: (section, from) => {
    // A value may quote the closer; only one after the end of the function block closes the call.
    const block = endAt("</function>", section, from);
    if (block === null) return endAt("</tool_call>", section, from);
    const rest = section.slice(block.next).trimStart();
    return rest === "" || rest.startsWith("<tool_call>")
      ? { inside: block.next, next: block.next }
      : endAt("</tool_call>", section, block.next);
  },
  readCall,
});
