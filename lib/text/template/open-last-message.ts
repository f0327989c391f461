import type { JsonObject } from "@/lib/core/json/json-value";
import type { RenderInput } from "@/lib/text/language-model";
import { TemplateError } from "@/lib/text/template-error";
import { CONTINUE_HERE } from "./template-codes";

/**
 * Messages as a template is given them, the end of an unfinished one marked by a code. Throws `TemplateError` where the
 * last one cannot be gone on with.
 */
export function openLastMessage(input: RenderInput, messages: readonly JsonObject[]): readonly JsonObject[] {
  if (!input.continueFinalMessage) return messages;
  const last = input.messages.at(-1);
  if (last?.role !== "assistant" || last.tool_calls?.length) {
    throw new TemplateError("Only an assistant's message without tool calls can be continued.");
  }
  return messages.with(-1, { ...messages.at(-1), content: `${messages.at(-1)?.content}${CONTINUE_HERE}` });
}
