import { parseJson } from "@/lib/core/json/parse-json";
import type { AnswerFormat } from "@/lib/wire/answer-wishes";
import type { CallRequest } from "@/lib/wire/protocol";
import type { Answer } from "./answer";

/**
 * What a client demanded of an answer that came to its own end without it, by the names that Chat Completions has. The
 * engine was sent a grammar and did not keep to it: a router may drop the field, or a reasoning parser of the server's
 * hold it back.
 */
export function unmetDemands(
  { wishes: { toolChoice, format } }: Pick<CallRequest, "wishes">,
  { message, finishReason }: Pick<Answer, "message" | "finishReason">,
): readonly string[] {
  if (finishReason !== "stop") return [];
  const hasCalls = (message.tool_calls ?? []).length > 0;
  if (toolChoice.type === "required") return hasCalls ? [] : ["tool_choice"];
  return hasCalls || isOfFormat(message.content ?? "", format) ? [] : ["response_format"];
}

/** Whether a text is of the format, as far as that shows without the engine's grammar. */
function isOfFormat(text: string, format: AnswerFormat): boolean {
  switch (format.type) {
    case "text":
    case "regex":
    case "grammar":
      return true;
    case "json":
      return isJson(text);
    case "choice":
      return format.options.includes(text);
    default:
      return format satisfies never;
  }
}

function isJson(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}
