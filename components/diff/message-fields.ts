import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Message, ToolCall } from "@/lib/core/message/message";

/** A field of two messages as text; empty where a side does not have it. */
export interface FieldPair {
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

/**
 * What two messages say, field by field; fields that neither has are left out. A tool call is its name and the text
 * of its arguments as it was written.
 *
 * @example
 * messageFields({ role: "user", content: "a" }, { role: "user", content: "b" }); // [{ name: "Text", a: "a", b: "b" }]
 */
export function messageFields(a: Message | null, b: Message | null): readonly FieldPair[] {
  const calls = Math.max(a?.tool_calls?.length ?? 0, b?.tool_calls?.length ?? 0);
  const pairs: readonly FieldPair[] = [
    { name: "Reasoning", a: a?.reasoning_content ?? "", b: b?.reasoning_content ?? "" },
    { name: "Text", a: a?.content ?? "", b: b?.content ?? "" },
    ...Array.from({ length: calls }, (_, at) => ({
      name: calls > 1 ? `Tool call ${at + 1}` : "Tool call",
      a: callText(a?.tool_calls?.[at]),
      b: callText(b?.tool_calls?.[at]),
    })),
  ];
  return pairs.filter((pair) => pair.a !== "" || pair.b !== "");
}

function callText(call: ToolCall | undefined): string {
  if (!call) return "";
  const { name, arguments: given } = call.function;
  return `${name} ${call.arguments_text ?? (typeof given === "string" ? given : stringifyJson(given))}`;
}
