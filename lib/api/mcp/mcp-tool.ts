import type { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { InspectContext } from "@/lib/inspect/inspect-context";

/** What a tool is called with beside its arguments. */
export interface McpCall {
  readonly context: InspectContext;
  /** The request that carried the call: its headers hold the key. */
  readonly request: Request;
  /** Where a page stands that shows what is told, as people reach this server. */
  pageOf(path: string, query?: Readonly<Record<string, string | number | undefined>>): string;
}

/** A tool that agents call. */
export interface McpTool {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly isReadOnly: boolean;
  /** Answers JSON that is bounded. Throws with a sentence for what the caller can mend. */
  run(input: unknown, call: McpCall): Promise<JsonValue>;
}

/** A tool whose arguments are read by its schema. */
export function mcpTool<Input extends z.ZodObject>(tool: {
  readonly name: string;
  readonly description: string;
  readonly input: Input;
  readonly isReadOnly?: boolean;
  run(input: z.infer<Input>, call: McpCall): Promise<JsonValue>;
}): McpTool {
  const { input, isReadOnly = true } = tool;
  return { ...tool, isReadOnly, run: async (given, call) => tool.run(input.parse(given), call) };
}
