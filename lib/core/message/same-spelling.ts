import { canonicalJson } from "@/lib/core/json/canonical-json";
import { pythonJson } from "@/lib/core/json/python-json";
import type { Message, ToolCall } from "./message";

/**
 * Whether no template can tell two messages apart, ids and the spelling of arguments included. It is a cheap answer to
 * "is this the message that is held?" for the hundreds of messages that every call repeats. A missing, null or empty
 * text are one.
 */
export function sameSpelling(a: Message, b: Message): boolean {
  if (a === b) return true;
  return (
    a.role === b.role &&
    (a.content ?? "") === (b.content ?? "") &&
    (a.reasoning_content ?? "") === (b.reasoning_content ?? "") &&
    a.tool_call_id === b.tool_call_id &&
    a.name === b.name &&
    sameOpaque(a.opaque, b.opaque) &&
    sameCalls(a.tool_calls ?? [], b.tool_calls ?? [])
  );
}

function sameOpaque(a: Message["opaque"], b: Message["opaque"]): boolean {
  return a === b || canonicalJson(a ?? []) === canonicalJson(b ?? []);
}

function sameCalls(a: readonly ToolCall[], b: readonly ToolCall[]): boolean {
  return a.length === b.length && a.every((call, index) => sameCall(call, b[index]));
}

function sameCall(a: ToolCall, b: ToolCall | undefined): boolean {
  if (b === undefined || a.id !== b.id || a.function.name !== b.function.name) return false;
  return spelledArguments(a) === spelledArguments(b);
}

/** The spelling that a template prints. Messages gives arguments as an object, printed as Python prints it. */
function spelledArguments({ arguments_text: text, function: { arguments: value } }: ToolCall): string {
  return text ?? pythonJson(value);
}
