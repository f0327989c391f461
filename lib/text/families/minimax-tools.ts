import { parametersGrammar } from "@/lib/text/grammar/parameters-grammar";
import { type BlockEnd, blockTools, endAt } from "./block-tools";
import { callFromValues } from "./call-from-values";
import type { ToolCallReading } from "./tool-call-from-json";

const SECTION_OPEN = "<minimax:tool_call>";
const SECTION_CLOSE = "</minimax:tool_call>";
const OPEN = '<invoke name="';
const CLOSE = "</invoke>";
const NAME = /^([^"\n]*)">\s*/;
const PARAMETER = /\s*<parameter name="([^"\n]*)">([\s\S]*?)<\/parameter>\s*/y;

function readCall(inside: string, tools: Parameters<typeof callFromValues>[2]): ToolCallReading {
  const found = NAME.exec(inside);
  if (found === null) return { type: "ill_formed", reason: "a tool call is not a name and parameters" };
  const [head, name = ""] = found;
  if (name === "") return { type: "ill_formed", reason: "a tool call has no name" };
  const values: [string, string][] = [];
  let at = head.length;
  PARAMETER.lastIndex = at;
  for (let part = PARAMETER.exec(inside); part !== null; part = PARAMETER.exec(inside)) {
    const [, parameter = "", value = ""] = part;
    values.push([parameter, value]);
    at = PARAMETER.lastIndex;
  }
  if (inside.slice(at).trim() !== "") {
    return { type: "ill_formed", reason: "a parameter of a tool call is not closed" };
  }
  return callFromValues(name, values, tools, "text");
}

/** A value may quote the closer: one counts that ends the answer, or stands before another call or the section's end. */
function endOf(section: string, from: number): BlockEnd | null {
  const first = endAt(CLOSE, section, from);
  for (let end = first; end !== null; end = endAt(CLOSE, section, end.next)) {
    const rest = section.slice(end.next).trimStart();
    if (rest === "" || rest.startsWith(OPEN) || rest.startsWith(SECTION_CLOSE)) return end;
  }
  return first;
}

/**
 * MiniMax M2 and M2.5: `<invoke name="NAME">\n<parameter name="KEY">VALUE</parameter>\n</invoke>`, all calls between
 * section marks. Text values are bare, others JSON. Source: the tool calling guide of MiniMax-M2.5.
 */
export const minimaxTools = blockTools({
  open: OPEN,
  close: CLOSE,
  written: [
    {
      before: `${SECTION_OPEN}\n`,
      between: `${CLOSE}\n`,
      after: `${CLOSE}\n${SECTION_CLOSE}`,
      blocks: (tool) => [
        {
          type: "block",
          begin: `${OPEN}${tool.name}">\n`,
          inside: parametersGrammar(tool, {
            begin: (name) => `<parameter name="${name}">`,
            end: "</parameter>\n",
          }),
          end: "",
        },
      ],
    },
  ],
  wrappers: [SECTION_OPEN, SECTION_CLOSE],
  endOf,
  readCall,
});
