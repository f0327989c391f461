import type { JsonValue } from "@/lib/core/json/json-value";
import type { ScriptedStep } from "./client-script";

/** Writes a step as a model of the Qwen family samples it, tool calls in the Hermes form. */
export function hermesAnswer(step: ScriptedStep, mark: string): string {
  const thinking = step.reasoning === undefined ? "" : `<think>\n${step.reasoning}\n</think>\n\n`;
  const calls = (step.calls ?? []).map(
    (call) => `<tool_call>\n${modelJson({ name: call.name, arguments: call.arguments })}\n</tool_call>`,
  );
  return thinking.concat([step.text ?? [], calls].flat().join("\n")).replaceAll("MARK", mark);
}

/** JSON with a space after colons and commas, as models write it and no client does. */
function modelJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(modelJson).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${modelJson(item)}`);
    return `{${entries.join(", ")}}`;
  }
  return JSON.stringify(value);
}
