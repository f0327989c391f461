import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { pythonJson } from "@/lib/core/json/python-json";

/** A tool call as Qwen3 writes it. */
export function callTool(name: string, toolArguments: JsonObject): string {
  return `<tool_call>\n${pythonJson({ name, arguments: toolArguments })}\n</tool_call>`;
}

/** Reasoning before an answer, as Qwen3 writes it. */
export function think(reasoning: string, answer: string): string {
  return `<think>\n${reasoning}\n</think>\n\n${answer}`;
}

function declare(name: string, description: string, properties: JsonObject): JsonValue {
  const parameters = { type: "object", properties, required: Object.keys(properties) };
  return { type: "function", function: { name, description, parameters } };
}

const text = (description: string) => ({ type: "string", description });

/** The tools that the agents of the scenarios have. */
export const CODING_TOOLS: readonly JsonValue[] = [
  declare("read_file", "Reads a file of the project.", { path: text("Path from the project's root.") }),
  declare("edit_file", "Replaces text in a file.", {
    path: text("Path from the project's root."),
    old: text("Text to replace."),
    new: text("Text to put in its place."),
  }),
  declare("run", "Runs a shell command.", { command: text("The command line.") }),
  declare("task", "Gives a task to a sub-agent and returns its report.", { prompt: text("The task.") }),
];

export const CODING_AGENT =
  "You are a careful programmer. Look before you change, run the tests after, and report in one sentence.";
