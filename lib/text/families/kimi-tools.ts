import { blockTools, endBehindJson } from "./block-tools";
import { callWithArguments, type ToolCallReading } from "./tool-call-from-json";

const OPEN = "<|tool_call_begin|>";
const CLOSE = "<|tool_call_end|>";
const ARGUMENTS = "<|tool_call_argument_begin|>";
const ID = /^(?:functions\.)?(.+?)(?::\d+)?$/s;

function readCall(inside: string): ToolCallReading {
  const separator = inside.indexOf(ARGUMENTS);
  const id = (separator < 0 ? inside : inside.slice(0, separator)).trim();
  const name = ID.exec(id)?.[1];
  if (separator < 0 || name === undefined) return { type: "ill_formed", reason: "a tool call has no name" };
  const reading = callWithArguments(name, inside.slice(separator + ARGUMENTS.length).trim());
  return reading.type === "call" ? { type: "call", call: { ...reading.call, id } } : reading;
}

/**
 * Kimi K2: `<|tool_call_begin|>functions.NAME:N<|tool_call_argument_begin|>ARGUMENTS<|tool_call_end|>`, all calls between
 * section markers. The model samples the id of each call. Source: the chat template of Kimi K2.
 */
export const kimiTools = blockTools({
  open: OPEN,
  close: CLOSE,
  written: [
    {
      before: `<|tool_calls_section_begin|>${OPEN}`,
      between: `${CLOSE}${OPEN}`,
      after: `${CLOSE}<|tool_calls_section_end|>`,
      blocks: ({ name, parameters }) => [
        {
          type: "block",
          begin: `functions.${name}:`,
          inside: {
            type: "sequence",
            parts: [
              { type: "regex", pattern: "[0-9]+" },
              { type: "literal", text: ARGUMENTS },
              { type: "json", schema: parameters },
            ],
          },
          end: "",
        },
      ],
    },
  ],
  wrappers: ["<|tool_calls_section_begin|>", "<|tool_calls_section_end|>"],
  endOf: (section, from) => endBehindJson(CLOSE, section, from),
  readCall,
});
