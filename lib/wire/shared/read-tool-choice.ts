import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { ToolChoice } from "@/lib/wire/answer-wishes";
import { RequestError } from "@/lib/wire/request-error";

/** A tool's name: Chat Completions wraps it, the Responses API does not. */
const namedTool = z.union([
  z
    .looseObject({ type: z.literal("function"), function: z.looseObject({ name: z.string().min(1) }) })
    .transform((tool) => tool.function.name),
  z
    .looseObject({ type: z.literal("custom"), custom: z.looseObject({ name: z.string().min(1) }) })
    .transform((tool) => tool.custom.name),
  z
    .looseObject({ type: z.enum(["function", "custom"]), name: z.string().min(1) })
    .transform((tool) => tool.name),
]);

const allowedTools = z.looseObject({ mode: z.string(), tools: z.array(namedTool).min(1) });

const choiceSchema = z.union([
  z.enum(["auto", "none"]).transform((type): ToolChoice => ({ type })),
  z.literal("required").transform((type): ToolChoice => ({ type, names: null })),
  namedTool.transform((name): ToolChoice => ({ type: "required", names: [name] })),
  z
    .looseObject({ type: z.literal("allowed_tools"), allowed_tools: allowedTools })
    .transform((choice) => allowed(choice.allowed_tools)),
  allowedTools.extend({ type: z.literal("allowed_tools") }).transform(allowed),
]);

const ACCEPTED = 'accepted are "auto", "none", "required", or one of the functions in tools by its name';

function allowed({ mode, tools }: z.output<typeof allowedTools>): ToolChoice {
  if (mode === "required") return { type: "required", names: tools };
  throw new RequestError(
    'tool_choice allows some of the tools with mode "auto": send those alone in tools, or mode "required"',
    "tool_choice",
  );
}

/** Reads `tool_choice` of either OpenAI protocol. Throws `RequestError`. */
export function readToolChoice(value: JsonValue | undefined): ToolChoice {
  if (value === undefined || value === null) return { type: "auto" };
  const read = choiceSchema.safeParse(value);
  if (read.success) return read.data;
  throw new RequestError(`tool_choice is not known; ${ACCEPTED}`, "tool_choice");
}

const declaredTool = z.looseObject({ function: z.looseObject({ name: z.string() }) });

/** @throws RequestError when a choice demands a tool that is not declared. */
export function checkToolChoice(choice: ToolChoice, tools: readonly JsonValue[]): void {
  if (choice.type !== "required") return;
  if (tools.length === 0) {
    throw new RequestError("tool_choice demands a call, and tools declares none", "tool_choice");
  }
  const declared = new Set(tools.flatMap((tool) => declaredTool.safeParse(tool).data?.function.name ?? []));
  const unknown = choice.names?.find((name) => !declared.has(name));
  if (unknown !== undefined) {
    throw new RequestError(`tool_choice names "${unknown}", which tools does not declare`, "tool_choice");
  }
}
