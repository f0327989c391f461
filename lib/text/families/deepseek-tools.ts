import { blockTools, endBehindJson } from "./block-tools";
import { callWithArguments, type ToolCallReading } from "./tool-call-from-json";

const OPEN = "<｜tool▁call▁begin｜>";
const CLOSE = "<｜tool▁call▁end｜>";
const SEPARATOR = "<｜tool▁sep｜>";
const FENCED = /^([^\n]*)\n```json\n([\s\S]*)\n```$/;

function readCall(inside: string): ToolCallReading {
  const separator = inside.indexOf(SEPARATOR);
  if (separator < 0) return { type: "ill_formed", reason: "a tool call has no name" };
  const before = inside.slice(0, separator).trim();
  const after = inside.slice(separator + SEPARATOR.length).trim();
  const [, name = before, text = after] = FENCED.exec(after) ?? [];
  if (name.trim() === "") return { type: "ill_formed", reason: "a tool call has no name" };
  return callWithArguments(name.trim(), text);
}

/**
 * DeepSeek: V3 and R1 write `function<｜tool▁sep｜>NAME` and the arguments in a fenced block, V3.1
 * `NAME<｜tool▁sep｜>ARGUMENTS`; each call between its own markers, all between another pair. Source: the chat templates of
 * DeepSeek V3 and V3.1.
 */
export const deepseekTools = blockTools({
  open: OPEN,
  close: CLOSE,
  written: [
    {
      before: `<｜tool▁calls▁begin｜>${OPEN}`,
      between: `${CLOSE}\n${OPEN}`,
      after: `${CLOSE}<｜tool▁calls▁end｜>`,
      blocks: ({ name, parameters }) => [
        {
          type: "block",
          begin: `function${SEPARATOR}${name}\n\`\`\`json\n`,
          inside: { type: "json", schema: parameters },
          end: "\n```",
        },
      ],
    },
    {
      before: `<｜tool▁calls▁begin｜>${OPEN}`,
      between: `${CLOSE}${OPEN}`,
      after: `${CLOSE}<｜tool▁calls▁end｜>`,
      blocks: ({ name, parameters }) => [
        {
          type: "block",
          begin: `${name}${SEPARATOR}`,
          inside: { type: "json", schema: parameters },
          end: "",
        },
      ],
    },
  ],
  wrappers: ["<｜tool▁calls▁begin｜>", "<｜tool▁calls▁end｜>"],
  endOf: (section, from) => endBehindJson(CLOSE, section, from),
  readCall,
});
