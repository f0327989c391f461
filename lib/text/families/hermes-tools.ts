import { endOfJsonValue } from "@/lib/text/output/json-text";
import { type BlockEnd, blockTools, endAt } from "./block-tools";
import { toolCallFromJson } from "./tool-call-from-json";

const OPEN = "<tool_call>";
const CLOSE = "</tool_call>";

/**
 * Brackets are followed, since a string in the arguments may hold the closer. JSON that is whole needs no closer at the
 * end of the answer, or before the next call.
 */
function endOf(section: string, from: number): BlockEnd | null {
  const start = section.indexOf("{", from);
  const firstCloser = endAt(CLOSE, section, from);
  if (start < 0 || (firstCloser !== null && firstCloser.inside < start)) return firstCloser;
  const end = endOfJsonValue(section, start);
  if (end < 0) return firstCloser;
  const rest = section.slice(end).trimStart();
  return rest === "" || rest.startsWith(OPEN) ? { inside: end, next: end } : endAt(CLOSE, section, end);
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
