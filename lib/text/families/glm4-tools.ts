import { parametersGrammar } from "@/lib/text/grammar/parameters-grammar";
import { blockTools, endAt } from "./block-tools";
import { callFromValues } from "./call-from-values";
import type { ToolFormat } from "./output-format";
import type { ToolCallReading } from "./tool-call-from-json";

const ARGUMENT = /\s*<arg_key>([\s\S]*?)<\/arg_key>\s*<arg_value>([\s\S]*?)<\/arg_value>\s*/y;

function readCall(inside: string, tools: Parameters<typeof callFromValues>[2]): ToolCallReading {
  const first = inside.indexOf("<arg_key>");
  const name = (first < 0 ? inside : inside.slice(0, first)).trim();
  if (name === "") return { type: "ill_formed", reason: "a tool call has no name" };
  if (name.includes("\n") || name.includes("<")) {
    return { type: "ill_formed", reason: "a tool call is not a name and arguments" };
  }
  const values: [string, string][] = [];
  let at = first < 0 ? inside.length : first;
  // Only up to the last closer does every value find its end, and takes no search to the end of the text.
  const closed = inside.slice(0, afterLast(inside, "</arg_value>"));
  ARGUMENT.lastIndex = at;
  for (let part = ARGUMENT.exec(closed); part !== null; part = ARGUMENT.exec(closed)) {
    const [, key = "", value = ""] = part;
    values.push([key.trim(), value]);
    at = ARGUMENT.lastIndex;
  }
  if (inside.slice(at).trim() !== "") {
    return { type: "ill_formed", reason: "an argument of a tool call is not closed" };
  }
  return callFromValues(name, values, tools, "json");
}

function afterLast(text: string, part: string): number {
  const at = text.lastIndexOf(part);
  return at < 0 ? 0 : at + part.length;
}

/**
 * GLM-4.5 and later: `<tool_call>NAME\n<arg_key>KEY</arg_key>\n<arg_value>VALUE</arg_value>\n</tool_call>`. Text values
 * are bare, others JSON. Both ways of setting line breaks are read. Source: the chat templates of GLM-4.5 and GLM-4.7.
 *
 * @param lineBreak What is written between names, keys and values: nothing from GLM-4.7 on.
 */
export function glmTools(lineBreak: "\n" | ""): ToolFormat {
  return blockTools({
    open: "<tool_call>",
    close: "</tool_call>",
    written: [
      {
        before: "<tool_call>",
        between: `</tool_call>${lineBreak}<tool_call>`,
        after: "</tool_call>",
        blocks: (tool) => [
          {
            type: "block",
            begin: `${tool.name}${lineBreak}`,
            inside: parametersGrammar(tool, {
              begin: (name) => `<arg_key>${name}</arg_key>${lineBreak}<arg_value>`,
              end: `</arg_value>${lineBreak}`,
            }),
            end: "",
          },
        ],
      },
    ],
    endOf: (section, from) => {
      const close = endAt("</tool_call>", section, from);
      const lastValue = section.lastIndexOf("</arg_value>", nextCall(section, from));
      return close !== null && lastValue > close.inside ? endAt("</tool_call>", section, lastValue) : close;
    },
    readCall,
  });
}

/** Where the next call begins; the end when there is none. A value may quote a closer before that. */
function nextCall(section: string, from: number): number {
  const next = section.indexOf("<tool_call>", from);
  return next < 0 ? section.length : next;
}
