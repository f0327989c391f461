import { endOfJsonValue } from "@/lib/text/output/json-text";
import { type BlockEnd, blockTools, endBehindJson } from "./block-tools";
import { toolCallFromJson } from "./tool-call-from-json";

const OPEN = "<tool_call>";
const CLOSE = "</tool_call>";

/** JSON that is whole needs no closer at the end of the answer, or before the next call. */
function endOf(section: string, from: number): BlockEnd | null {
  const start = section.indexOf("{", from);
  const closer = section.indexOf(CLOSE, from);
  const end = start < 0 || (closer >= 0 && closer < start) ? -1 : endOfJsonValue(section, start);
  const rest = section.slice(end).trimStart();
  const isWhole = end >= 0 && (rest === "" || rest.startsWith(OPEN));
  return isWhole ? { inside: end, next: end } : endBehindJson(CLOSE, section, from);
}

/**
 * Hermes and Qwen: `<tool_call>\n{"name": …, "arguments": …}\n</tool_call>`, one block for each call.
 * Source: the chat templates of Qwen2.5 and Qwen3.
 */
export const hermesTools = blockTools({
  open: OPEN,
  close: CLOSE,
  endOf,
  written: [
    {
      before: `${OPEN}\n`,
      between: `\n${CLOSE}\n${OPEN}\n`,
      after: `\n${CLOSE}`,
      blocks: ({ name, parameters }) => [
        {
          type: "block",
          begin: `{"name": ${JSON.stringify(name)}, "arguments": `,
          inside: { type: "json", schema: parameters },
          end: "}",
        },
      ],
    },
  ],
  readCall: (inside) => toolCallFromJson(inside),
});
