import type { AcceptedRewrite } from "@/lib/core/recording/turn";
import type { LanguageModel, RenderedPrompt, RenderInput } from "@/lib/text/language-model";
import { leaveOutReasoning } from "./leave-out-reasoning";

/** A call's history, and what else the template prints. */
export type History = Pick<RenderInput, "messages" | "tools" | "templateArguments">;

/** A prompt rendered in full, and what stands in it otherwise than in the history. */
export interface RenderedHistory extends RenderedPrompt {
  readonly rewrites: readonly AcceptedRewrite[];
}

/**
 * Renders a whole history with the model's template, without what that is known to refuse. The recorder sends this
 * prompt, the audit compares with it and the inspector shows it. A history that ends with an answer is rendered so
 * that the model goes on with it.
 *
 * @throws TemplateError when the template refuses the history, or cannot leave an answer open.
 */
export function renderHistory(
  { messages, tools, templateArguments }: History,
  model: Pick<LanguageModel, "render" | "decode">,
): RenderedHistory {
  const isPrefill = messages.at(-1)?.role === "assistant";
  const kept = leaveOutReasoning(messages, model);
  const rendered = model.render({
    messages: kept.messages,
    tools,
    templateArguments,
    addGenerationPrompt: !isPrefill,
    continueFinalMessage: isPrefill,
  });
  return { ...rendered, rewrites: kept.rewrites };
}
