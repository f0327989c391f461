import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import { pythonJson } from "@/lib/core/json/python-json";
import { inventValue } from "./grammar/schema-value";
import type { HeardConversation } from "./read-conversation";
import { spokenText } from "./spoken-text";

const declaredTool = z.object({
  function: z.object({
    name: z.string(),
    parameters: z
      .custom<JsonValue>((value) => typeof value === "object")
      .default({ type: "object", properties: {} }),
  }),
});

type DeclaredTool = z.infer<typeof declaredTool>["function"];

const ASKS_FOR_A_TOOL =
  /\b(tool|call|function|use|run|execute|look up|search|find|fetch|list|open|read|write|weather|calculate)\b/i;

const GREETING = /^\W*(say )?(hi|hello|hey|good (morning|evening))\b/i;

/** How much of what it heard the engine repeats, in characters. */
const ECHOED = 160;

/**
 * An answer to any conversation: a tool call when tools are declared and the user asks for one, else a short
 * sentence that fits. A tool's result is answered in words, so an agent's loop ends.
 */
export function answerByItself(conversation: HeardConversation): string {
  const { last } = conversation;
  if (last.role === "tool") return `The tool answered: ${last.text.slice(0, ECHOED)}`;
  const said = spokenText(last.text);
  const tool = chooseTool(declaredTools(conversation.system), said);
  if (tool !== null) {
    const call = { name: tool.name, arguments: inventValue(tool.parameters, said) };
    return `<tool_call>\n${pythonJson(call)}\n</tool_call>`;
  }
  if (GREETING.test(said)) return "Hello! How can I help you?";
  const sum = /(-?(?<!\d)\d{1,15})\s{0,9}([+*-])\s{0,9}(-?\d{1,15})/.exec(said);
  if (sum) return calculate(Number(sum[1]), sum[2] ?? "+", Number(sum[3]));
  return `You said: “${said.slice(0, ECHOED)}” I am the simulated engine; I answer with what I heard.`;
}

const TOOLS_START = "<tools>\n";

function declaredTools(system: string): DeclaredTool[] {
  const start = system.indexOf(TOOLS_START) + TOOLS_START.length;
  const end = system.indexOf("\n</tools>", start);
  if (start < TOOLS_START.length || end < 0) return [];
  return system
    .slice(start, end)
    .split("\n")
    .flatMap((line) => {
      try {
        const parsed = declaredTool.safeParse(JSON.parse(line));
        return parsed.success ? [parsed.data.function] : [];
      } catch {
        return [];
      }
    });
}

/** The tool whose name shares a word with the text, else the first when the text asks for any. */
function chooseTool(tools: readonly DeclaredTool[], text: string): DeclaredTool | null {
  const heard = text.toLowerCase();
  const named = tools.find((tool) =>
    tool.name
      .split(/[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])/)
      .some((word) => word.length > 3 && heard.includes(word.toLowerCase())),
  );
  return named ?? (ASKS_FOR_A_TOOL.test(text) ? (tools[0] ?? null) : null);
}

function calculate(left: number, operator: string, right: number): string {
  const result = operator === "+" ? left + right : operator === "-" ? left - right : left * right;
  return `${left} ${operator} ${right} = ${result}.`;
}
