import type { GraftRefusal } from "@/lib/core/proof/graft-refusal";
import { leaveOutReasoning } from "@/lib/recorder/history/leave-out-reasoning";
import type { LanguageModel } from "@/lib/text/language-model";
import type { CallRequest } from "@/lib/wire/protocol";
import type { BuiltPrompt } from "./built-prompt";

/**
 * Renders the whole history with the model's template, without what that is known to refuse; `refusal` says why it was
 * not grafted. A history that ends with an answer is rendered so that the model goes on with it.
 *
 * @throws TemplateError when the template refuses the history, or cannot leave an answer open.
 */
export function renderPrompt(
  request: CallRequest,
  model: LanguageModel,
  refusal: GraftRefusal | null,
): BuiltPrompt {
  const isPrefill = request.messages.at(-1)?.role === "assistant";
  const { messages, rewrites } = leaveOutReasoning(request.messages, model);
  const { ids, messageStarts, generationStart } = model.render({
    messages,
    tools: request.tools,
    templateArguments: request.templateArguments,
    addGenerationPrompt: !isPrefill,
    continueFinalMessage: isPrefill,
  });
  return {
    ids,
    messageStarts,
    generationStart,
    build: "render",
    scaffolds: [],
    rewrites,
    anchor: null,
    refusal,
  };
}
