import type { GraftRefusal } from "@/lib/core/graft-refusal";
import type { LanguageModel } from "@/lib/text/language-model";
import type { CallRequest } from "@/lib/wire/protocol";
import type { BuiltPrompt } from "./build-prompt";
import { CallError } from "./call-error";

/**
 * Renders the whole history with the model's template; `refusal` says why it was not grafted.
 *
 * @throws TemplateError when the template refuses; CallError when the call would continue an assistant's message.
 */
export function renderPrompt(
  request: CallRequest,
  model: LanguageModel,
  refusal: GraftRefusal | null,
): BuiltPrompt {
  if (request.messages.at(-1)?.role === "assistant") {
    throw new CallError({
      status: 400,
      kind: "invalid_request",
      message: "The last message is the assistant's, and this model's template cannot continue it.",
      param: "messages",
    });
  }
  const { ids, messageStarts, generationStart } = model.render({
    messages: request.messages,
    tools: request.tools,
    templateArguments: request.templateArguments,
    addGenerationPrompt: true,
  });
  return { ids, messageStarts, generationStart, build: "render", scaffolds: [], anchor: null, refusal };
}
